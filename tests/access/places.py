"""What addresses under /office/ name: places, people, codes and days."""

from typing import Any

from django.utils import timezone

from areas.models import DayOverride, HolidayNotice
from messages.codes.destination import Recipient
from messages.models import Message
from representatives.models import MessageCode, Representative
from stations.models import StationCover
from tests.access.expect import Target
from tests.factories.accounts import make_user
from tests.factories.casework import (
    Cast,
    make_department,
    make_officer,
    make_representative,
    make_station,
)

UP = frozenset({"jiedao", "quxian", "shiji"})
AWAY = frozenset({"stranger", "shiji"})


def other_person(cast: Cast) -> Representative:
    """At a station of its own in the other county."""
    number = Representative.objects.count()
    station = make_station(cast.tree.fengshan, code=f"away-{number}")
    return make_representative(f"覃远安{number}", station)


def other_matter(cast: Cast) -> Message:
    """Of the other county, written to a representative there."""
    person = other_person(cast)
    code = MessageCode.objects.create(representative=person)
    return cast.submit(to=Recipient(person.station, person, code))


def office_targets(cast: Cast) -> dict[str, Target]:
    person, away = cast.representative, other_person(cast)
    officer, away_officer = cast.officer, make_officer("覃联络", away.station)
    away_body = make_department(cast.tree.fengshan, "凤山社区居委会", make_user("away-body"))
    today = timezone.localdate()
    covers = [
        StationCover.objects.create(station=station, starts_on=today, ends_on=today)
        for station in (cast.station, away.station)
    ]
    day = DayOverride.objects.create(day=today, is_working=True, reason="调休")
    notice = HolidayNotice.objects.create(year=today.year + 1, document="通知")
    codes = cast.code, MessageCode.objects.create(representative=away)

    def seen(own: Any, other: Any, also: frozenset[str] = frozenset()) -> Target:
        return Target({"pk": own.pk}, {"pk": other.pk}, UP | also, AWAY)

    def person_of(kind: str, own: Any, other: Any) -> Target:
        mine, theirs = {"kind": kind, "pk": own.pk}, {"kind": kind, "pk": other.pk}
        return Target(mine, theirs, UP, AWAY)

    return {
        "list": Target({"key": "reveals"}, {"key": "audit"}, UP | AWAY, UP - {"jiedao"}),
        "day": Target({"pk": day.pk}),
        "notice of a year": Target({"pk": notice.pk}),
        "office station": seen(cast.station, away.station),
        "covered station": seen(cast.station, away.station, frozenset({"lianluo"})),
        "cover": seen(*covers, also=frozenset({"lianluo"})),
        "office person": seen(person, away),
        "office officer": seen(officer, away_officer),
        "office department": seen(cast.village_body, away_body),
        "person to open": person_of(
            "representative", make_representative("付新来", cast.station), away
        ),
        "officer to switch": person_of("officer", officer, away_officer),
        "member": Target(
            {"pk": cast.village_body.pk, "user_id": cast.cunju.pk},
            {"pk": away_body.pk, "user_id": away_body.members.get().pk},
            UP,
            AWAY,
        ),
        "seat": seen(person.seats.get(), away.seats.get()),
        "code": seen(*codes),
        "station for a code": person_of("station", cast.station, away.station),
    }
