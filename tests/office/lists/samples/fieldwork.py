"""Logs, inspections, small congresses, notices."""

from collections.abc import Callable
from typing import Any

from accounts.models import AuditEntry
from community.models import SmallCongress, WorkingGroup
from inspections.models import Inspection
from tests.factories.casework import Cast, make_station
from tests.factories.community import (
    make_congress,
    make_disclosure,
    make_meeting,
    make_resident,
    make_task,
)
from tests.factories.inspections import make_finding, make_inspection, make_sheet
from tests.factories.register import make_article
from tests.office.lists.samples.sample import Sample

Action = AuditEntry.Action


def noted(action: str) -> Callable[[Cast, int], Any]:
    return lambda cast, n: AuditEntry.record(
        actor=cast.lianluo, action=action, target=f"第 {n} 件", area=cast.tree.guoyuanlu
    )


def inspected(cast: Cast, n: int) -> Inspection:
    return make_inspection(cast.station, cast.tree.xiling, cast.quxian)


def congress(cast: Cast) -> SmallCongress:
    return SmallCongress.objects.first() or make_congress(cast.station)


def working_group(cast: Cast) -> WorkingGroup:
    return congress(cast).working_groups.order_by("pk")[0]


def another_congress(cast: Cast, n: int) -> SmallCongress:
    return make_congress(make_station(cast.tree.xiaolinyuan, code=f"N{n}"))


SAMPLES = {
    "audit": Sample("office:audit", noted(Action.SETTINGS_CHANGE)),
    "bulletins": Sample(
        "office:bulletins", lambda cast, n: make_article(cast.tree.yunji, cast.jiedao)
    ),
    "communities": Sample("office:communities", another_congress),
    "disclosures": Sample(
        "office:disclosures",
        lambda cast, n: make_disclosure(congress(cast), cast.lianluo),
        owner=congress,
    ),
    "findings": Sample("office:findings", lambda cast, n: make_finding(inspected(cast, n))),
    "group_log": Sample(
        "office:working_group",
        lambda cast, n: make_task(working_group(cast)),
        owner=working_group,
    ),
    "inspections": Sample("office:inspections", lambda cast, n: make_finding(inspected(cast, n))),
    "meetings": Sample(
        "office:meetings", lambda cast, n: make_meeting(congress(cast)), owner=congress
    ),
    "reveals": Sample("office:reveals", noted(Action.PHONE_REVEAL)),
    "residents": Sample(
        "office:residents",
        lambda cast, n: make_resident(congress(cast), f"居民{n}"),
        owner=congress,
    ),
    "score_sheets": Sample(
        "office:score_sheets", lambda cast, n: make_sheet(cast.tree.xiling, f"评分表{n}")
    ),
}
