"""Acts of mending: demanded, noted, reported, checked."""

from typing import Any

from supervision.models import Rectification
from supervision.states import RECTIFICATION_WORDS
from tests.effects.acts import clock
from tests.effects.engine import Effect, Event
from tests.effects.evaluations import (
    BUMEN,
    ERGUAN,
    FIRST,
    OFFICE,
    QUXIAN,
    TITLE,
    Act,
    audited,
    object_of,
    told,
)


def mended(by: str, kind: str, text: str, **changes: Any) -> Any:
    """Whatever happens to it, there is an event and an entry of the audit log."""
    effect: dict[str, Any] = dict(
        new={"AuditEntry": audited(by, RECTIFICATION_WORDS[kind], text, f"整改：{TITLE}")},
        events=[Event(kind, by, text)],
    )
    return Effect({"it": changes} if changes else {}, **effect)


AT_OBJECT, AT_OFFICE = "/desk/rectifications/#/", "/office/rectifications/#/"

DEMANDED = mended(QUXIAN, "add", "排队不超过 10 分钟")
DEMANDED.events[0] = DEMANDED.events[0]._replace(of="new 1")
DEMANDED.new["Rectification"] = [
    dict(
        subject="object 1",
        title=TITLE,
        demand="排队不超过 10 分钟",
        created_by="quxian",
        created_at="now",
        clock_started_on="11-16",
        clock_amount=10,
        due_date="11-30",
        amber_date="11-26",
    )
]

ACTS = [
    Act(
        "Rectification.demand",
        "counted",
        "quxian",
        lambda here: Rectification.objects.demand(
            object_of(here, 1), title=TITLE, demand="排队不超过 10 分钟", days=10, by=here.by
        ),
        told(
            DEMANDED,
            f"有一件整改要办：{TITLE}，11 月 30 日（周一）前报结果。",
            FIRST,
            AT_OBJECT,
        ),
    ),
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
            FIRST,
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
            FIRST,
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
            FIRST,
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
            FIRST,
            AT_OBJECT,
        ),
    ),
]
