"""What addresses of inspections and small congresses name: ours, and those of the other county."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.access.expect import Target
from tests.access.places import AWAY, UP, other_person
from tests.factories.casework import Cast
from tests.factories.community import (
    make_congress,
    make_disclosure,
    make_meeting,
    make_resident,
    make_task,
)
from tests.factories.inspections import make_finding, make_inspection, make_photo, make_sheet


def fieldwork_targets(cast: Cast) -> dict[str, Target]:
    away = other_person(cast).station
    visits = (
        make_inspection(cast.station, cast.tree.xiling, cast.quxian),
        make_inspection(away, cast.tree.yuanan, cast.stranger),
    )
    sheets = make_sheet(cast.tree.xiling, "新表"), make_sheet(cast.tree.yuanan, "新表")
    congresses = make_congress(cast.station), make_congress(away)
    next_year = timezone.localdate() + timedelta(days=365)
    groups = [congress.working_groups.first() for congress in congresses]

    def seen(pair: Any, also: frozenset[str] = frozenset()) -> Target:
        return Target({"pk": pair[0].pk}, {"pk": pair[1].pk}, UP | also, AWAY)

    def kept(pair: Any) -> Target:
        return seen(pair, frozenset({"lianluo"}))

    return {
        "inspection": seen(visits),
        "score sheet": seen(sheets),
        "inspection photo": seen([make_photo(visit) for visit in visits]),
        "finding": seen([make_finding(visit) for visit in visits]),
        "station with congress": kept((cast.station, away)),
        "congress": kept(congresses),
        "working group": kept(groups),
        "group task": kept([make_task(group) for group in groups]),
        "resident": kept([make_resident(one, ends_on=next_year) for one in congresses]),
        "meeting": kept([make_meeting(one) for one in congresses]),
        "disclosure": kept([make_disclosure(one, cast.quxian) for one in congresses]),
        "public congress": Target({"pk": cast.station.pk}, {"pk": 10**9}),
        "public column": Target(
            {"pk": cast.station.pk, "column": "owners"}, {"pk": cast.station.pk, "column": "cats"}
        ),
    }
