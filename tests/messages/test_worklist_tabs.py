"""Every tab of every desk: what stands in it, compared whole. Tabs that are not named are empty."""

import pytest

from accounts.models import User
from messages.desk.worklists import desks_of
from tests.factories.moments import NOW
from tests.factories.turns import (
    ANSWERED_TO_STATION,
    ANSWERED_TO_STREET,
    AT_CITY,
    AT_COUNTY,
    AT_DAIBIAO,
    AT_STATION,
    AT_STREET,
    AWAY,
    EVERY,
    KEPT,
    KEPT_AT_COUNTY,
    NEW,
    NOT_DUE,
    REFERRED_TO_STREET,
    STREET_ASSIGNED,
    SUPERVISED,
    UNREAD_AT_STATION,
    VISIBLE_BELOW,
)

LYING = NEW - NOT_DUE
LATE_BELOW = LYING | UNREAD_AT_STATION | {"late_at_representative"}
# Everything that has two working days or less, of which one and a half are gone.
SOON = (
    NOT_DUE
    | AWAY
    | {"at_station", "left_behind"}
    | REFERRED_TO_STREET
    | {"returned", "reopened"}
    | AT_COUNTY
    | AT_CITY
    | ANSWERED_TO_STREET
    | ANSWERED_TO_STATION
)


def of(role, names):
    return {f"{role} of {name}" for name in names}


OFFICER = {
    "inbox": UNREAD_AT_STATION | LYING | AWAY,
    "mine": AT_STATION | ANSWERED_TO_STATION,
    "soon": SOON - KEPT_AT_COUNTY,
    "late": LATE_BELOW,
    "review": ANSWERED_TO_STATION | {"return_asked_of_station"},
    "all": VISIBLE_BELOW,
}
OFFICE = {
    "soon": SOON,
    "late": LATE_BELOW | KEPT,
    "supervised": SUPERVISED,
    "all": EVERY,
}
STREET = {
    "inbox": AT_STREET,
    "referrals": REFERRED_TO_STREET,
    "review": ANSWERED_TO_STREET
    | {"return_asked", "return_asked_late", "time_asked", "time_refused"},
} | OFFICE
SIGNED = {"handling", "paused_at_department", "time_asked", "time_refused", "return_refused"}
ASKED_BACK = {"return_asked", "return_asked_late"}
LEAD = {
    "unsigned": of("lead", STREET_ASSIGNED - SIGNED - ASKED_BACK),
    "handling": of("lead", SIGNED),
    "soon": of("lead", {"assigned_on_tuesday"}),
    "late": of("lead", {"assigned_on_monday"}),
    "review": of("lead", ANSWERED_TO_STREET | ASKED_BACK),
    "all": of(
        "lead",
        STREET_ASSIGNED
        | ANSWERED_TO_STREET
        | {"returned", "returned_to_county", "reopened", "replied"}
        | {"satisfied", "dissatisfied", "dissatisfied_again"},
    ),
}
CO_DONE = {"both_answered", "return_asked"}
VILLAGE = {
    "unsigned": {one.replace("lead", "co") for one in LEAD["all"]}
    - of("co", CO_DONE | {"co_handling"})
    | of("lead", {"assigned_by_station"}),
    "handling": of("co", {"co_handling"}),
    "soon": of("co", {"assigned_on_tuesday"}),
    "late": of("co", {"assigned_on_monday"}),
    "review": of("co", CO_DONE) | of("lead", {"answered_to_station", "return_asked_of_station"}),
    "all": {one.replace("lead", "co") for one in LEAD["all"]}
    | of(
        "lead",
        {
            "assigned_by_station",
            "return_asked_of_station",
            "answered_to_station",
            "answered_to_visitor",
        },
    ),
}

TABS = {
    ("daibiao", "representative"): {
        "mine": AT_DAIBIAO,
        "soon": NOT_DUE,
        "late": LYING | {"late_at_representative"},
        "all": VISIBLE_BELOW - AWAY - {"to_station"},
    },
    ("yuanxing", "representative"): {"mine": AWAY, "soon": AWAY, "all": AWAY},
    ("linju", "representative"): {},
    ("lianluo", "station"): OFFICER,
    ("daiban", "station"): OFFICER | {"callback": {"answered_to_visitor"}},
    ("liangtou", "station"): OFFICER | {"callback": {"replied_to_visitor"}},
    ("biezhan", "station"): {},
    ("jiedao", "office"): STREET,
    ("jiedao2", "office"): STREET,
    ("quxian", "office"): OFFICE | {"inbox": AT_COUNTY, "referrals": AT_COUNTY},
    ("shiji", "office"): OFFICE | {"inbox": AT_CITY},
    ("xiba", "office"): {},
    ("stranger", "office"): {},
    ("zhanban", "department"): LEAD,
    ("zhanban2", "department"): LEAD,
    ("cunju", "department"): VILLAGE,
    ("liangtou", "department"): VILLAGE,
    ("bumen", "department"): {},
}


def names_in(desk, key, by_key):
    for row in desk.rows(key):
        if desk.kind != "department":
            yield by_key.get(row.pk)
        elif name := by_key.get(row.message_id):
            yield f"{row.role} of {name}"


@pytest.mark.parametrize("name", sorted({name for name, _ in TABS}))
def test_every_tab_holds_these_and_nothing_else(around, name):
    by_key = {matter.pk: name for name, matter in around.matters.items()}
    user = User.objects.get(username=name)
    found = {
        (name, desk.kind): {
            tab.key: rows
            for tab in desk.tabs
            if (rows := set(names_in(desk, tab.key, by_key)) - {None})
        }
        for desk in desks_of(user, NOW.date())
    }
    assert found == {desk: tabs for desk, tabs in TABS.items() if desk[0] == name}


def test_everybody_with_a_desk_is_here(around):
    people = User.objects.filter(is_active=True)
    desks = {(user.username, desk.kind) for user in people for desk in desks_of(user, NOW.date())}
    assert desks == set(TABS)
