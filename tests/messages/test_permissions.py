"""Who may do what: each predicate for everybody and every situation, compared whole."""

import pytest
from django.db.models import Prefetch

from accounts.models import User
from messages import permissions as may
from messages.models import Message, MessageAssignment
from tests.factories.predicates import each, rules_of
from tests.factories.turns import (
    ANSWERED,
    ANSWERED_TO_STATION,
    ANSWERED_TO_STREET,
    ASSIGNED,
    AT_CITY,
    AT_COUNTY,
    AT_DAIBIAO,
    AT_STATION,
    AT_STREET,
    AWAY,
    BELOW,
    ENDED_BELOW,
    EVERY,
    KEPT,
    KEPT_AT_COUNTY,
    NEW,
    NOT_DUE,
    PUBLISHED,
    REFERRED_TO_STREET,
    REPLIED_BELOW,
    STATION_ASSIGNED,
    STREET_ASSIGNED,
    STREET_ENDED,
    STREET_RATED,
    STREET_REPLIED,
    SUPERVISED,
    TO_CONFIRM,
    TO_VISITORS,
    UNREAD_AT_STATION,
    VISIBLE_BELOW,
)

STATION = "lianluo daiban"
OFFICERS = "lianluo daiban liangtou"
STREET = "jiedao jiedao2"
LEAD = "zhanban zhanban2"

# {predicate: {who: in which situations}}; whoever is not named may not.
OF_A_MATTER = {
    may.holds: {
        "daibiao": AT_DAIBIAO,
        "yuanxing": AWAY,
        STATION: AT_STATION | ANSWERED_TO_STATION,
        "liangtou": AT_STATION | ANSWERED_TO_STATION | ASSIGNED,
        STREET: AT_STREET | ANSWERED_TO_STREET,
        "quxian": AT_COUNTY,
        "shiji": AT_CITY,
        LEAD: STREET_ASSIGNED,
        "cunju": ASSIGNED,
    },
    # Who has two hats acts in the one whose turn it is.
    may.is_assigner: {
        STATION: STATION_ASSIGNED | ANSWERED_TO_STATION | REPLIED_BELOW | ENDED_BELOW,
        "liangtou": ANSWERED_TO_STATION | REPLIED_BELOW | ENDED_BELOW,
        STREET: STREET_ASSIGNED | ANSWERED_TO_STREET | STREET_REPLIED | STREET_ENDED,
    },
    may.can_accept: {
        "daibiao": NEW,
        "yuanxing": AWAY,
        OFFICERS: UNREAD_AT_STATION,
        STREET: {"kept", "reopened"},
    },
    may.can_take: {OFFICERS: NEW - NOT_DUE | AWAY},
    may.can_reply: {
        "daibiao": AT_DAIBIAO,
        "yuanxing": AWAY,
        OFFICERS: AT_STATION,
        STREET: AT_STREET,
        "quxian": AT_COUNTY,
        "shiji": AT_CITY,
    },
    may.can_hand_over: {"daibiao": AT_DAIBIAO, "yuanxing": AWAY},
    may.can_take_up: {
        STREET: BELOW | ANSWERED_TO_STATION,
        "quxian": BELOW | AT_STREET | ANSWERED,
        "shiji": BELOW | AT_STREET | AT_COUNTY | ANSWERED,
    },
    may.can_refer: {OFFICERS: AT_STATION, STREET: AT_STREET, "quxian": AT_COUNTY},
    may.can_decide_referral: {STREET: REFERRED_TO_STREET, "quxian": AT_COUNTY},
    may.can_decline: {STREET: AT_STREET, "quxian": AT_COUNTY, "shiji": AT_CITY},
    may.can_assign: {
        OFFICERS: AT_STATION,
        STREET: AT_STREET - {"decline_proposed"},
        "quxian": AT_COUNTY,
        "shiji": AT_CITY,
    },
    may.can_pause: {
        "daibiao": AT_DAIBIAO,
        "yuanxing": AWAY,
        STATION: AT_STATION | STATION_ASSIGNED | ANSWERED_TO_STATION,
        "liangtou": AT_STATION | ANSWERED_TO_STATION,
        STREET: AT_STREET | STREET_ASSIGNED | ANSWERED_TO_STREET,
        "quxian": AT_COUNTY,
        "shiji": AT_CITY,
    },
    # Not what an office above is at, and not what is supervised already.
    may.can_supervise: {
        STREET: BELOW | ASSIGNED | ANSWERED_TO_STATION,
        "quxian": (BELOW | AT_STREET | ASSIGNED | ANSWERED) - SUPERVISED,
        "shiji": (BELOW | AT_STREET | AT_COUNTY | ASSIGNED | ANSWERED) - SUPERVISED,
    },
    may.can_remind: {
        STATION: AT_DAIBIAO
        | AWAY
        | (AT_STREET - KEPT)
        | (AT_COUNTY - KEPT_AT_COUNTY)
        | AT_CITY
        | ASSIGNED
        | ANSWERED_TO_STREET,
        "liangtou": AT_DAIBIAO
        | AWAY
        | (AT_STREET - KEPT)
        | (AT_COUNTY - KEPT_AT_COUNTY)
        | AT_CITY
        | ANSWERED_TO_STREET,
        STREET: BELOW | AT_COUNTY | AT_CITY | ASSIGNED | ANSWERED_TO_STATION,
        "quxian": BELOW | AT_STREET | AT_CITY | ASSIGNED | ANSWERED,
        "shiji": BELOW | AT_STREET | AT_COUNTY | ASSIGNED | ANSWERED,
    },
    may.can_merge: {OFFICERS: AT_STATION, STREET: AT_STREET, "quxian": AT_COUNTY, "shiji": AT_CITY},
    may.can_split: {OFFICERS: AT_STATION, STREET: AT_STREET, "quxian": AT_COUNTY, "shiji": AT_CITY},
    may.can_close_elsewhere: {
        STATION: AT_STATION | STATION_ASSIGNED | ANSWERED_TO_STATION,
        "liangtou": AT_STATION | ANSWERED_TO_STATION,
        STREET: AT_STREET | STREET_ASSIGNED | ANSWERED_TO_STREET,
        "quxian": AT_COUNTY,
        "shiji": AT_CITY,
    },
    may.can_write_note: {
        "daibiao": VISIBLE_BELOW - AWAY - {"to_station"},
        "yuanxing": AWAY,
        OFFICERS: VISIBLE_BELOW,
        STREET: EVERY,
        "quxian shiji": EVERY,
        LEAD: STREET_ASSIGNED
        | ANSWERED_TO_STREET
        | STREET_REPLIED
        | STREET_RATED
        | {"returned", "reopened", "returned_to_county"},
        "cunju": ASSIGNED
        | ANSWERED
        | STREET_REPLIED
        | STREET_RATED
        | {"returned", "reopened", "returned_to_county", "answered_to_visitor"},
    },
    may.can_reveal_phone: {
        "daibiao": AT_DAIBIAO - {"unreachable"},
        "yuanxing": AWAY,
        STATION: AT_STATION | STATION_ASSIGNED | ANSWERED_TO_STATION | REPLIED_BELOW | ENDED_BELOW,
        "liangtou": AT_STATION | ASSIGNED | ANSWERED_TO_STATION | REPLIED_BELOW | ENDED_BELOW,
        STREET: AT_STREET
        | STREET_ASSIGNED
        | ANSWERED_TO_STREET
        | STREET_REPLIED
        | STREET_ENDED
        | TO_VISITORS
        | TO_CONFIRM,
        "quxian": AT_COUNTY | TO_VISITORS | TO_CONFIRM,
        "shiji": AT_CITY | TO_VISITORS | TO_CONFIRM,
        LEAD: STREET_ASSIGNED,
        "cunju": ASSIGNED,
    },
    may.can_confirm_phone: {
        "daibiao": AT_DAIBIAO - {"unreachable"},
        "yuanxing": AWAY,
        STATION: AT_STATION - {"entered"}
        | STATION_ASSIGNED
        | ANSWERED_TO_STATION
        | TO_CONFIRM
        | ENDED_BELOW
        | {"replied_by_representative"},
        "liangtou": AT_STATION - {"entered"}
        | ASSIGNED
        | ANSWERED_TO_STATION
        | TO_CONFIRM
        | ENDED_BELOW
        | {"replied_by_representative"},
        STREET: AT_STREET
        | STREET_ASSIGNED
        | ANSWERED_TO_STREET
        | STREET_REPLIED
        | STREET_ENDED
        | TO_CONFIRM,
        "quxian": AT_COUNTY | TO_CONFIRM,
        "shiji": AT_CITY | TO_CONFIRM,
        LEAD: STREET_ASSIGNED,
        "cunju": ASSIGNED,
    },
    may.can_read_rating_words: {
        STREET: BELOW | STATION_ASSIGNED | ANSWERED_TO_STATION | REPLIED_BELOW | ENDED_BELOW,
        "quxian": EVERY - AT_COUNTY - AT_CITY,
        "shiji": EVERY - AT_CITY,
    },
    may.can_print_slip: {
        OFFICERS: {"entered"} | TO_VISITORS,
        STREET: {"entered"} | TO_VISITORS,
        "quxian shiji": {"entered"} | TO_VISITORS,
    },
    # Not who entered it, not who answered it, for a department neither.
    may.can_call_back: {
        "daiban": {"answered_to_visitor"},
        "liangtou": {"replied_to_visitor"},
        STREET: TO_VISITORS,
        "quxian shiji": TO_VISITORS,
    },
    may.can_publish_at_all: {STREET: EVERY, "quxian shiji": EVERY},
    may.can_publish: {STREET: PUBLISHED, "quxian shiji": PUBLISHED},
}


@pytest.fixture
def matters(around):
    """{situation: the matter as its page reads it}"""
    shares = MessageAssignment.objects.select_related("department__area")
    rows = Message.objects.with_people().prefetch_related(Prefetch("assignments", shares))
    by_key = rows.in_bulk([matter.pk for matter in around.matters.values()])
    return {name: by_key[matter.pk] for name, matter in around.matters.items()}


@pytest.fixture
def people(around):
    return list(User.objects.filter(is_active=True))


@pytest.mark.parametrize("predicate", OF_A_MATTER, ids=lambda predicate: predicate.__name__)
def test_of_a_matter_this_is_for_these_and_nobody_else(predicate, matters, people):
    found = {
        user.username: allowed
        for user in people
        if (allowed := {name for name, matter in matters.items() if predicate(user, matter)})
    }
    assert found == each(OF_A_MATTER[predicate])


ROLES = {
    "representative": {"daibiao": VISIBLE_BELOW - AWAY - {"to_station"}, "yuanxing": AWAY},
    "station": {STATION: VISIBLE_BELOW, "liangtou": VISIBLE_BELOW - ASSIGNED},
    "office": {STREET: EVERY, "quxian shiji": EVERY},
    "department": {
        LEAD: OF_A_MATTER[may.can_write_note][LEAD],
        "cunju": OF_A_MATTER[may.can_write_note]["cunju"],
        "liangtou": ASSIGNED,
    },
}


def test_everybody_has_one_role_in_a_matter(matters, people):
    found = {role: {} for role in ROLES}
    for user in people:
        for name, matter in matters.items():
            if role := may.role_in(user, matter):
                found[role].setdefault(user.username, set()).add(name)
    assert found == {role: each(table) for role, table in ROLES.items()}


VILLAGES = {"果园路社区居委会"}
STREETS = VILLAGES | {"云集街道城管办"}
COUNTYS = STREETS | {"西陵区城市管理局（示例）"}


def test_a_desk_assigns_to_departments_of_its_level_and_below(matters, people):
    found = {}
    for user in people:
        for name, matter in matters.items():
            if chosen := may.assignable_departments(user, matter):
                names = {department.name for department in chosen}
                found.setdefault(user.username, {})[name] = names
    assert found == each(
        {
            OFFICERS: dict.fromkeys(AT_STATION, VILLAGES),
            STREET: dict.fromkeys(AT_STREET - {"decline_proposed"}, STREETS),
            "quxian": dict.fromkeys(AT_COUNTY, COUNTYS),
            "shiji": dict.fromkeys(AT_CITY, COUNTYS),
        }
    )


AT_WORK = STREET_ASSIGNED - {"return_asked", "return_asked_late"}
# The lead gave it back, has answered or is done; the co department is still at it.
CO_AT_WORK = AT_WORK | {
    "return_asked_late",
    "returned",
    "returned_to_county",
    "reopened",
    "answered",
    "replied",
    "satisfied",
    "dissatisfied",
    "dissatisfied_again",
}


def of(role, names):
    return {f"{role} of {name}" for name in names}


OF_A_SHARE = {
    may.can_work_on: {
        LEAD: of("lead", AT_WORK),
        "cunju liangtou": of("co", CO_AT_WORK) | of("lead", {"assigned_by_station"}),
    },
    may.can_decide_on: {
        STATION: of("lead", STATION_ASSIGNED | ANSWERED_TO_STATION | {"answered_to_visitor"}),
        "liangtou": of("lead", ANSWERED_TO_STATION | {"answered_to_visitor"}),
        STREET: of("lead", STREET_ASSIGNED | ANSWERED_TO_STREET | STREET_REPLIED | STREET_RATED)
        | of("co", STREET_ASSIGNED | ANSWERED_TO_STREET | STREET_REPLIED | STREET_RATED),
    },
}


@pytest.mark.parametrize("predicate", OF_A_SHARE, ids=lambda predicate: predicate.__name__)
def test_of_a_share_this_is_for_these_and_nobody_else(predicate, matters, people):
    shares = {}
    for name, matter in matters.items():
        for share in matter.assignments.all():
            share.message = matter
            shares[f"{share.role} of {name}"] = share
    found = {
        user.username: allowed
        for user in people
        if (allowed := {name for name, share in shares.items() if predicate(user, share)})
    }
    assert found == each(OF_A_SHARE[predicate])


def test_whoever_sees_a_matter_sees_all_its_shares_and_nobody_else_any(matters, people):
    of_matter = {
        share.pk: name for name, matter in matters.items() for share in matter.assignments.all()
    }
    found = {
        user.username: seen
        for user in people
        if (seen := set(MessageAssignment.objects.visible_to(user).values_list("pk", flat=True)))
    }
    assert found == {
        who: {pk for pk, name in of_matter.items() if name in names}
        for who, names in each(OF_A_MATTER[may.can_write_note]).items()
        if names & set(of_matter.values())
    }


def test_officers_of_today_enter_what_people_say(people):
    found = {user.username for user in people if may.can_enter(user)}
    assert found == {"lianluo", "daiban", "liangtou", "biezhan"}


UNANSWERED = "这件留言还没有答复"
UNASKED = "选民没有同意公开"
UNCONFIRMED = "手机号还没有核实（短信或回拨电话）"


def test_what_is_missing_for_publishing_is_said(matters):
    found = {name: tuple(may.missing_for_publishing(matter)) for name, matter in matters.items()}
    answered = STREET_REPLIED | REPLIED_BELOW | STREET_RATED | ENDED_BELOW - {"withdrawn"}
    assert found == {
        **dict.fromkeys(EVERY - answered, (UNANSWERED, UNASKED, UNCONFIRMED)),
        **dict.fromkeys(answered, (UNASKED, UNCONFIRMED)),
        "entered": (UNANSWERED, UNASKED),
        **dict.fromkeys(TO_VISITORS, (UNASKED,)),
        **dict.fromkeys(TO_CONFIRM, (UNCONFIRMED,)),
        "published": (),
    }


def test_every_predicate_has_its_table():
    others = {
        may.role_in,
        may.assignable_departments,
        may.can_enter,
        may.missing_for_publishing,
    }
    assert rules_of(may) == {*OF_A_MATTER, *OF_A_SHARE, *others}
