"""Who keeps a station, sees it, says who stands in: for everybody, compared whole."""

import pytest
from django.http import Http404

from accounts.models import User
from stations import keepers
from stations.models import Station

STREET = "jiedao jiedao2"
ALL = {"S1", "S2"}


@pytest.fixture
def people(around):
    return list(User.objects.filter(is_active=True))


@pytest.fixture
def stations(around):
    return list(Station.objects.select_related("area"))


def each(table):
    """{account: stations} of a table by groups"""
    return {name: codes for names, codes in table.items() for name in names.split()}


# 区人大 and 市人大 manage; 街道人大 works there and does not.
KEPT = {
    "lianluo liangtou": {"S1"},
    "daiban": ALL,
    "biezhan": {"S2"},
    "quxian shiji": ALL,
}
# Who stands in for a station does not hand it on.
COVERED = {
    "lianluo liangtou": {"S1"},
    "daiban biezhan": {"S2"},
    STREET: ALL,
    "quxian shiji": ALL,
}


@pytest.mark.parametrize(
    ("predicate", "table"), [(keepers.can_keep, KEPT), (keepers.can_cover, COVERED)]
)
def test_a_station_is_for_these_and_nobody_else(predicate, table, people, stations):
    found = {
        user.username: allowed
        for user in people
        if (allowed := {one.code for one in stations if predicate(user, one)})
    }
    assert found == each(table)


def test_the_list_of_kept_stations_says_the_same(people):
    found = {
        user.username: kept
        for user in people
        if (kept := {station.code for station in keepers.kept_stations(user)})
    }
    assert found == each(KEPT)


def test_officers_of_today_have_a_station(people):
    found = {user.username for user in people if keepers.is_officer(user)}
    assert found == {"lianluo", "daiban", "liangtou", "biezhan"}


def test_whoever_works_for_an_office_or_serves_a_station_sees_those(people):
    found, refused = {}, set()
    for user in people:
        try:
            found[user.username] = {station.code for station in keepers.seen_stations(user)}
        except Http404:
            refused.add(user.username)

    assert found == each(
        {
            "lianluo liangtou": {"S1"},
            "daiban": ALL,
            "biezhan": {"S2"},
            STREET: ALL,
            "quxian shiji": ALL,
            "xiba stranger": set(),
        }
    )
    assert refused == {user.username for user in people} - set(found)
