"""Every act of an evaluation and of mending: what it changes, who is told, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from supervision.models import Rectification
from supervision.states import RECTIFICATION_TRANSITIONS
from tests.effects.acts import clock
from tests.effects.engine import Effect, Event, read_rows
from tests.effects.rows import Act
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff, make_user
from tests.factories.casework import make_cast
from tests.factories.moments import NOW
from tests.neighbours import built_before

QUXIAN, ERGUAN, BUMEN = "quxian: 区人大", "erguan: 区人大二", "bumen: 局里干事"
OFFICE = {"quxian", "erguan"}
OBJECT = {"bumen", "tongshi"}
TITLE = "窗口排队时间长"


def audited(
    by: str, reason: str, target: str, action: str = "settings_change"
) -> list[dict[str, Any]]:
    return [
        dict(
            at="now",
            actor=by.partition(": ")[0],
            actor_name=by.partition(": ")[2],
            action=action,
            target=target,
            area="xiling",
            reason=reason,
        )
    ]


# mending ------------------------------------------------------------------------------------------


def mended(by: str, kind: str, text: str, **changes: Any) -> Any:
    """Whatever happens to it, there is an event and an entry of the audit log."""
    effect: dict[str, Any] = dict(
        new={"AuditEntry": audited(by, f"{kind} {text}", f"整改：{TITLE}")},
        events=[Event(kind, by, text)],
    )
    return Effect({"it": changes} if changes else {}, **effect)


def told(effect: Effect, text: str, people: set[str], page: str) -> Effect:
    effect.notices[f"{text} → {page}"] = people
    return effect


AT_OBJECT, AT_OFFICE = "/desk/rectifications/#/", "/office/rectifications/#/"

MENDING = [
    Act(
        "Rectification.note",
        "mending",
        "bumen",
        lambda here: here.it.note("加开了窗口", by=here.by),
        mended(BUMEN, "note", "加开了窗口"),
    ),
    Act(
        "Rectification.report",
        "mending",
        "bumen",
        lambda here: here.it.report("现在排队 8 分钟", by=here.by),
        told(
            mended(
                BUMEN,
                "report",
                "现在排队 8 分钟",
                state="reported",
                result="现在排队 8 分钟",
                reported_by="bumen",
                reported_at="now",
            ),
            f"示例局A报告了整改「{TITLE}」的结果，请复查。",
            OFFICE,
            AT_OFFICE,
        ),
    ),
    # Ten days and five more; the clock runs from Thursday 12 November.
    Act(
        "Rectification.prolong",
        "mending",
        "quxian",
        lambda here: here.it.prolong(5, "等设备", by=here.by),
        told(
            mended(
                QUXIAN,
                "prolong",
                "延长 5 个工作日：等设备",
                clock_extended=5,
                due_date="12-03",
                amber_date="11-30",
                reminded=0,
            ),
            f"整改「{TITLE}」延到12 月 3 日（周四）。",
            OBJECT,
            AT_OBJECT,
        ),
    ),
    Act(
        "Rectification.pass_check",
        "reported",
        "quxian",
        lambda here: here.it.pass_check("到现场看过", by=here.by),
        told(
            mended(
                QUXIAN,
                "pass_check",
                "到现场看过",
                state="done",
                checked_by="quxian",
                checked_at="now",
            ),
            f"整改「{TITLE}」复查通过了。",
            OBJECT,
            AT_OBJECT,
        ),
    ),
    Act(
        "Rectification.send_back",
        "reported",
        "erguan",
        lambda here: here.it.send_back("还在排队", 5, by=here.by),
        told(
            mended(
                ERGUAN,
                "send_back",
                "还在排队",
                state="mending",
                **clock(5, "11-23", "11-20"),
            ),
            f"整改「{TITLE}」复查没通过，11 月 23 日（周一）前再报结果。",
            OBJECT,
            AT_OBJECT,
        ),
    ),
    Act(
        "Rectification.cancel",
        "mending",
        "quxian",
        lambda here: here.it.cancel("单位撤了", by=here.by),
        told(
            mended(QUXIAN, "cancel", "单位撤了", state="cancelled"),
            f"整改「{TITLE}」撤销了，不用再办。",
            OBJECT,
            AT_OBJECT,
        ),
    ),
]

# evaluations --------------------------------------------------------------------------------------


def ran(by: str, kind: str, text: str = "", *, new: Any = None, **changes: Any) -> Effect:
    action = "publish" if kind == "publish" else "settings_change"
    entry = audited(by, f"{kind} {text}", "测评：区直部门满意度测评", action)
    return Effect(
        {"it": changes} if changes else {},
        new={"AuditEntry": entry} | (new or {}),
        events=[Event(kind, by, text)],
    )


LATER = NOW + timedelta(days=9)

RUNNING = [
    Act(
        "Evaluation.approve",
        "counted",
        "quxian",
        lambda here: here.it.approve(
            "publish", body="主任会议", day=date(2026, 11, 16), document="9 号", by=here.by
        ),
        ran(
            QUXIAN,
            "approve",
            "主任会议，9 号",
            new={
                "Approval": [
                    dict(
                        evaluation="it",
                        act="publish",
                        body="主任会议",
                        day="11-16",
                        document="9 号",
                        recorded_by="quxian",
                        recorded_at="now",
                    )
                ]
            },
        ),
    ),
    Act(
        "Evaluation.prolong",
        "opened",
        "quxian",
        lambda here: here.it.prolong(LATER, "还差几位", by=here.by),
        ran(QUXIAN, "prolong", "还差几位", closes_at=LATER),
    ),
    Act(
        "Evaluation.close",
        "opened",
        "quxian",
        lambda here: here.it.close(by=here.by, reason="都投了"),
        ran(QUXIAN, "close", "都投了", state="closed", closed_at="now"),
    ),
    Act(
        "Evaluation.cancel",
        "opened",
        "quxian",
        lambda here: here.it.cancel("不办了", by=here.by),
        ran(QUXIAN, "cancel", "不办了", state="cancelled"),
    ),
    Act(
        "Evaluation.unpublish",
        "published",
        "quxian",
        lambda here: here.it.unpublish("有错", by=here.by),
        ran(
            QUXIAN,
            "unpublish",
            "有错",
            state="counted",
            published_at=None,
            publishes_ranks=False,
        ),
    ),
]

ACTS = [*MENDING, *RUNNING]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker) as now:
        cast = make_cast()
        make_staff(cast.tree.xiling, username="erguan", name="区人大二")
        rows: dict[str, Any] = {"xiling": cast.tree.xiling}
        closes_at = NOW + timedelta(days=5)
        rows["opened"] = make.opened(cast, closes_at=closes_at)
        rows["counted"] = counted = make.counted(cast, closes_at=closes_at)
        rows["published"] = make.published(cast, with_ranks=True, closes_at=closes_at)
        subject = counted.subjects.order_by("pk").first()
        subject.department.name = "示例局A"
        subject.department.save()
        counted.subjects.filter(pk=subject.pk).update(named="示例局A")
        subject = counted.subjects.get(pk=subject.pk)
        left = make_user("left", is_active=False)
        subject.department.members.add(cast.bumen, make_user("tongshi"), left)
        for name in ("mending", "reported"):
            rows[name] = Rectification.objects.demand(
                subject, title=TITLE, demand="排队不超过 15 分钟", days=10, by=cast.quxian
            )
        rows["reported"].report("现在排队 8 分钟", by=cast.bumen)
        Rectification.objects.update(reminded=1)
        now.move_to(NOW)
        yield rows, read_rows()


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_does_this_and_nothing_else(act, built, db):
    happened, declared = act.carry_out(*built)
    assert happened == declared


def test_every_act_of_mending_is_declared():
    declared = {act.name.partition(".")[2] for act in MENDING}
    assert declared == set(RECTIFICATION_TRANSITIONS)
