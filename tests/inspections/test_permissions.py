"""Who may inspect a station, and add to what was recorded: for everybody, compared whole."""

import pytest

from accounts.models import Post, User
from inspections import permissions as may
from stations.models import Station
from tests.factories.accounts import make_staff, make_user
from tests.factories.casework import make_cast, make_station
from tests.factories.inspections import make_inspection
from tests.factories.predicates import allowed, each, rules_of
from tests.neighbours import built_before


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker):
        cast = make_cast()
        tree = cast.tree
        make_staff(tree.xiling, username="erguan")
        both = make_staff(tree.yunji, username="liangchu")  # works for two offices
        Post.objects.create(user=both, area=tree.yuanan)
        was = make_staff(tree.xiling, username="yuanlai")  # no longer
        was.posts.get().end(actor=cast.quxian)
        make_user("guanli", is_superuser=True)  # an administrator of the system
        make_station(tree.mingfeng, code="Y1")
        offices = {"street's": tree.yunji, "county's": tree.xiling, "city's": tree.city}
        yield {
            name: make_inspection(cast.station, office, cast.quxian)
            for name, office in offices.items()
        }


@pytest.fixture
def people(built, db):
    return list(User.objects.all())


def test_to_an_inspection_add_the_office_that_made_it_and_those_above(built, people):
    assert allowed(people, may.can_add_to, built) == each(
        {
            "jiedao liangchu": {"street's"},
            "quxian erguan": {"street's", "county's"},
            "shiji": {"street's", "county's", "city's"},
        }
    )


def test_a_station_is_inspected_in_the_name_of_offices_over_it(built, people):
    stations = Station.objects.select_related("area").order_by("pk")
    found = {
        user.username: [[str(office) for office in offices] for offices in both]
        for user in people
        if any(both := [may.offices_over(user, station) for station in stations])
    }
    assert found == each(
        {
            "jiedao": [["云集街道"], []],
            "liangchu": [["云集街道"], ["远安县"]],
            "quxian erguan": [["西陵区"], []],
            "shiji": [["宜昌市"], ["宜昌市"]],
            "stranger": [[], ["远安县"]],
        }
    )


def test_every_predicate_has_its_table():
    assert rules_of(may) == {may.can_add_to, may.offices_over}
