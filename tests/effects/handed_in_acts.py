"""What comes in before the count: reports of the rated, sheets of the tellers."""

from typing import Any

from supervision.ballots.paper import enter_sheet, take_back_sheet, void_sheet
from supervision.models import Report
from tests.effects.engine import Effect
from tests.effects.evaluations import (
    BUMEN,
    EVALUATION,
    FIRST,
    QUXIAN,
    Act,
    object_of,
    ran,
    told,
)
from tests.effects.rows import Here

SHIJI = "shiji: 市人大"
FIGURES = [{"label": "承办留言", "value": "3 件", "url": ""}]


def beside(effect: Effect) -> Effect:
    """Its line stands in the history of the evaluation."""
    effect.events[0] = effect.events[0]._replace(of="evaluation")
    return effect


def enter(here: Here) -> object:
    """Ten ballots: of each object eight for the first option, two for the second."""
    first, second, *_ = here.it.scheme.options.all()
    votes = {first.pk: 8, second.pk: 2}
    totals = {object_of(here, n).pk: votes for n in (1, 2)}
    return enter_sheet(here.it, by=here.by, issued=12, returned=10, totals=totals)


def totals_of(sheet: str) -> list[dict[str, Any]]:
    return [
        dict(sheet=sheet, subject=f"object {n}", option=f"option {option}", votes=votes)
        for n in (1, 2)
        for option, votes in ((1, 8), (2, 2))
    ]


def without_sheet(name: str, effect: Effect) -> Effect:
    effect.gone["TellerSheet"] = {name}
    effect.gone["TellerTotal"] = {
        f"{votes} for {option} of object {n}"
        for n in (1, 2)
        for option, votes in (
            ("option 1", 4),
            ("option 2", 1),
            ("option 3", 0),
            ("option 4", 0),
            ("nothing", 0),
        )
    }
    return effect


SUBMITTED = beside(
    ran(
        BUMEN,
        "report",
        "示例局A",
        state="submitted",
        figures=FIGURES,
        figures_as_of="now",
        submitted_by="bumen",
        submitted_at="now",
    )
)

ENTERED = ran(
    SHIJI,
    "teller",
    new={
        "TellerSheet": [
            dict(
                evaluation="it",
                teller="shiji",
                issued=12,
                returned=10,
                entered_at="now",
            )
        ],
        "TellerTotal": totals_of("new 1"),
    },
)
SECOND_SHEET = f"「{EVALUATION}」的两份计票单都录好了，请看两份是否一致。"

ACTS = [
    Act(
        "Report.write",
        "asked for reports",
        "bumen",
        lambda here: Report.write(object_of(here, 2), "全年工作"),
        Effect(
            new={
                "Report": [
                    {"subject": "object 2", "figures": [], "text": "全年工作", "saved_at": "now"}
                ]
            }
        ),
    ),
    # The office sees it in its list; nobody is told.
    Act(
        "Report.submit",
        "report",
        "bumen",
        lambda here: here.it.submit(FIGURES, by=here.by),
        SUBMITTED,
    ),
    Act(
        "Report.send_back",
        "report handed in",
        "quxian",
        lambda here: here.it.send_back("请补充数据", by=here.by),
        told(
            beside(
                ran(
                    QUXIAN,
                    "report_back",
                    "示例局A：请补充数据",
                    state="sent_back",
                    remark="请补充数据",
                )
            ),
            "述职报告退回修改了，请看意见，改好再交。",
            FIRST,
            "/desk/reports/#/",
        ),
    ),
    Act(
        "enter_sheet",
        "on paper, open",
        "shiji",
        enter,
        # The first teller hears that there is something to compare.
        told(ENTERED, SECOND_SHEET, {"quxian"}, "/office/evaluations/#/paper/compare/"),
    ),
    Act(
        "take_back_sheet",
        "on paper, open",
        "quxian",
        lambda here: take_back_sheet(here.it, by=here.by),
        without_sheet("sheet", ran(QUXIAN, "teller_back")),
    ),
    # Its teller hears of it, and nobody else: neither numbers nor who enters it next.
    Act(
        "void_sheet",
        "sheet",
        "shiji",
        lambda here: void_sheet(here.it, "人不在了", by=here.by),
        told(
            without_sheet("it", beside(ran(SHIJI, "teller_void", "区人大的：人不在了"))),
            f"您为「{EVALUATION}」录入的计票单作废了，要由别人录入。",
            {"quxian"},
            "/office/evaluations/#/paper/compare/",
        ),
    ),
]
