"""What addresses of the register name: ours, and those of the other county."""

from typing import Any

from django.utils import timezone

from representatives.models import DutyReport
from tests.access.expect import Target
from tests.access.places import AWAY, UP, other_person
from tests.factories.casework import Cast
from tests.factories.register import (
    make_activity,
    make_article,
    make_branch,
    make_comrade,
    make_group,
    make_member,
    make_reception,
    make_station_photo,
    make_visit,
)

KEEPERS, FAR_KEEPERS = frozenset({"quxian", "shiji", "lianluo"}), frozenset({"shiji"})


def register_targets(cast: Cast) -> dict[str, Target]:
    person, away = cast.representative, other_person(cast)
    places = cast.station, away.station
    areas = cast.tree.yunji, cast.tree.mingfeng
    groups = [make_group(area) for area in areas]
    members = [make_member(group, who) for group, who in zip(groups, (person, away), strict=True)]
    branches = [make_branch(area) for area in areas]
    comrades = [
        make_comrade(branch, who) for branch, who in zip(branches, (person, away), strict=True)
    ]
    served = [
        make_group(area, "挂了支部的小组", branch=branch)
        for area, branch in zip(areas, branches, strict=True)
    ]
    reports = [
        DutyReport.objects.create(
            representative=who, day=timezone.localdate(), audience="选民", attended=9
        )
        for who in (person, away)
    ]

    def seen(pair: Any, also: frozenset[str] = frozenset()) -> Target:
        return Target({"pk": pair[0].pk}, {"pk": pair[1].pk}, UP | also, AWAY)

    def inside(owners: Any, pair: Any, name: str, by: Any = (UP, AWAY)) -> Target:
        kwargs = [
            {"pk": owner.pk, name: thing.pk} for owner, thing in zip(owners, pair, strict=True)
        ]
        return Target(kwargs[0], kwargs[1], *by)

    kept = (KEEPERS, FAR_KEEPERS)
    return {
        "kept station": Target({"pk": places[0].pk}, {"pk": places[1].pk}, *kept),
        "reception": inside(places, [make_reception(place) for place in places], "rule_pk", kept),
        "station photo to keep": inside(
            places, [make_station_photo(place) for place in places], "photo_pk", kept
        ),
        "visit": seen([make_visit(place, cast.quxian) for place in places], frozenset({"lianluo"})),
        "group": seen(groups),
        "group member": inside(groups, members, "member_pk"),
        "activity": seen([make_activity(group) for group in groups]),
        "branch": seen(branches),
        "branch group": inside(branches, served, "group_pk"),
        "comrade": inside(branches, comrades, "member_pk"),
        "bulletin": seen([make_article(area, cast.quxian) for area in areas]),
        "duty report": seen(reports),
    }
