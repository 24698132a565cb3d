"""Every act of a finding: what it changes, and that nobody is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casework.states import UNREPORTED_TRANSITIONS
from inspections.models import Finding
from tests.effects.acts import clock
from tests.effects.engine import Effect, Event, read_rows
from tests.effects.rows import Act
from tests.factories.casework import make_cast
from tests.factories.inspections import make_finding, make_inspection
from tests.factories.moments import NOW
from tests.neighbours import built_before

QUXIAN, LIANLUO = "quxian: 区人大", "lianluo: 周敏"


def looked(kind: str, text: str, **changes: Any) -> Effect:
    return Effect({"it": {"looks": 1} | changes}, events=[Event(kind, QUXIAN, text)])


def reported(text: str) -> dict[str, Any]:
    return dict(state="reported", result=text, reported_by="lianluo", reported_at="now")


ACTS = [
    Act(
        "Finding.add",
        "visit",
        "quxian",
        lambda here: Finding.objects.add(
            here.it, "牌子掉了", recheck_on=date(2026, 12, 2), by=here.by
        ),
        Effect(
            new={
                "Finding": [
                    dict(
                        inspection="it",
                        demand="牌子掉了",
                        clock_started_on="11-02",
                        clock_amount=30,
                        clock_unit="day",
                        due_date="12-02",
                        amber_date="11-26",
                        created_by="quxian",
                        created_at="now",
                    )
                ]
            }
        ),
    ),
    Act(
        "Finding.recheck",
        "found",
        "quxian",
        lambda here: here.it.recheck(seen=0, on=date(2026, 11, 15), note="换了", by=here.by),
        looked("pass_check", "换了", state="done", checked_by="quxian", checked_at="now"),
    ),
    Act(
        "Finding.recheck",
        "told",
        "quxian",
        lambda here: here.it.recheck(
            seen=0, on=date(2026, 11, 16), note="没换", by=here.by, next_on=date(2026, 12, 6)
        ),
        looked("send_back", "没换", **clock(20, "12-06", "12-02")),
    ),
    Act(
        "Finding.note",
        "found",
        "lianluo",
        lambda here: here.it.note("订了新的", by=here.by),
        Effect(events=[Event("note", LIANLUO, "订了新的")]),
    ),
    Act(
        "Finding.report",
        "found",
        "lianluo",
        lambda here: here.it.report("换好了", by=here.by),
        Effect({"it": reported("换好了")}, events=[Event("report", LIANLUO, "换好了")]),
    ),
    Act(
        "Finding.prolong",
        "told",
        "quxian",
        lambda here: here.it.prolong(10, "等材料", by=here.by),
        Effect(
            {
                "it": dict(
                    clock_extended=10,
                    clock_extended_unit="day",
                    due_date="12-10",
                    amber_date="12-03",
                    reminded=0,
                )
            },
            events=[Event("prolong", QUXIAN, "延长 10 天：等材料")],
        ),
    ),
    Act(
        "Finding.cancel",
        "found",
        "quxian",
        lambda here: here.it.cancel("记错了", by=here.by),
        Effect({"it": {"state": "cancelled"}}, events=[Event("cancel", QUXIAN, "记错了")]),
    ),
]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker) as now:
        cast = make_cast()
        visit = make_inspection(cast.station, cast.tree.xiling, cast.quxian)
        rows = {"visit": visit, "found": make_finding(visit), "told": make_finding(visit)}
        Finding.objects.filter(pk=rows["told"].pk).update(reminded=2)
        now.move_to(NOW)
        yield rows, read_rows()


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_does_this_and_nothing_else(act, built, db):
    happened, declared = act.carry_out(*built)
    assert happened == declared


def test_every_act_of_a_finding_is_declared():
    kinds = {event.kind for act in ACTS for event in act.does.events}
    assert kinds == set(UNREPORTED_TRANSITIONS)
