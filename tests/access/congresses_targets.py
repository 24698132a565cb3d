"""What addresses of congresses, freezes and roll-overs name: 西陵区's, and another county's."""

from typing import Any

from django.utils import timezone

from areas.models import Area
from representatives.models import (
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    Leaver,
    PublicationFreeze,
    Representative,
    Seat,
    Term,
    TermChange,
)
from tests.access.expect import Target
from tests.factories.casework import Cast, make_representative, make_seat, make_station

OWN = frozenset({"quxian", "shiji"})
OTHER = frozenset({"stranger", "shiji"})
CITY = frozenset({"shiji"})


def congresses_targets(cast: Cast) -> dict[str, Target]:
    station = make_station(cast.tree.leizu, code="congress-away")
    away = make_representative("覃远安选区", station)
    make_seat(away, cast.tree.yuanan, level="city", term=7, body="远安县", congress=cast.tree.city)
    pairs = [
        _of(cast, cast.tree.xiling, cast.representative),
        _of(cast, cast.tree.yuanan, away),
    ]

    def both(name: str) -> Target:
        own, other = (pair[name] for pair in pairs)
        return Target({"pk": own.pk}, {"pk": other.pk}, OWN, OTHER)

    names = ("people's congress", "district", "freeze", "rollover", "done rollover", "leaver")
    unit = ElectingUnit.objects.get(level="city", name="远安县")
    return {name: both(name) for name in names} | {
        "unit": Target({"pk": unit.pk}, {"pk": 10**9}, CITY, frozenset())
    }


def _of(cast: Cast, area: Area, person: Representative) -> dict[str, Any]:
    congress = Congress.objects.get(level="county", area=area)
    today = timezone.localdate()
    old = Term.objects.create(congress=congress, number=5, closed_on="2021-12-20")
    done = TermChange.objects.create(
        congress=congress,
        number=5,
        first_session_on="2016-12-20",
        state="done",
        digest="d",
        rehearsed_at=timezone.now(),
        done_at=timezone.now(),
        new_term=old,
        created_by=cast.quxian,
        ordered_by=cast.quxian,
        result={
            "seats": 1,
            "reelected": 0,
            "joined": 0,
            "gone": 1,
            "staying": 0,
            "matters": 0,
            "codes_new": 0,
            "stations": [[person.station_id, [person.name], []]],
        },
    )
    return {
        "people's congress": congress,
        "district": ElectoralDistrict.objects.get(pk=_seat(person, congress).district_id),
        "freeze": PublicationFreeze.objects.create(
            congress=congress, starts_on=today, ends_on=today, reason="选举", created_by=cast.quxian
        ),
        "rollover": TermChange.objects.create(
            congress=congress, number=7, first_session_on=today, created_by=cast.quxian
        ),
        "done rollover": done,
        "leaver": Leaver.objects.create(change=done, representative=person),
    }


def _seat(person: Representative, congress: Congress) -> Seat:
    return person.seats.get(term__congress=congress)
