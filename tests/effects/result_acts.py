"""Acts of an evaluation from the count to the end."""

from decimal import Decimal
from typing import Any

from supervision.models import Objection
from tests.effects.engine import Effect
from tests.effects.evaluations import (
    BUMEN,
    EVALUATION,
    FIRST,
    OBJECTS,
    OFFICE,
    QUXIAN,
    SECOND,
    Act,
    object_of,
    ran,
    told,
)

MINE, RESULT = "/desk/evaluations/", "/desk/results/#/"


def count(version: int, **more: Any) -> dict[str, Any]:
    """Twelve who may vote have all voted."""
    return dict(
        evaluation="it",
        version=version,
        counted_by="quxian",
        counted_at="now",
        eligible=12,
        issued=12,
        returned=12,
        has_quorum=True,
        file_digest="digest",
        plain_digest="digest",
        **more,
    )


def result(subject: str, ranked: int) -> dict[str, Any]:
    """Nine 满意 (100), two 基本满意 (70), one 不满意 (30); the first place is shared."""
    return dict(
        count="new 1",
        subject=subject,
        returned=12,
        valid=12,
        satisfied=11,
        score=Decimal("89.17"),
        satisfaction=Decimal("91.67"),
        spread=Decimal("21.00"),
        rank=1,
        ranked=ranked,
        reaches_target=True,
    )


def tallies(results: int) -> list[dict[str, Any]]:
    return [
        dict(result=f"new {n}", ways="account", option=f"option {option}", votes=votes)
        for n in range(1, results + 1)
        for option, votes in ((1, 9), (2, 2), (3, 1))
    ]


# Nobody outside hears of a count: it is not public, and nobody has read it yet.
COUNTED = ran(
    QUXIAN,
    "count",
    new={
        "Count": [count(1)],
        "Result": [result("object 1", 2), result("object 2", 2)],
        "Tally": tallies(2),
    },
    state="counted",
    objections_until="11-23",
)

PUBLISHED = ran(
    QUXIAN,
    "publish",
    "连同名次",
    new={
        "Announcement": [
            dict(
                evaluation="it",
                state="published",
                with_ranks=True,
                written_by="quxian",
                secrecy_checked=True,
                published_by="quxian",
                published_at="now",
            )
        ]
    },
    state="published",
    objections_until="11-23",
)
PUBLISHED.changed["version 1"] = {"announcement": "new 1"}


def corrected(**columns: Any) -> Effect:
    effect = ran(
        QUXIAN,
        "correct",
        "单位撤销",
        new={
            "Count": [count(2, reason="单位撤销", **columns)],
            "Result": [result("object 1", 1)],
            "Tally": tallies(1),
        },
        objections_until="11-23",
    )
    effect.changed["version 1"] = {"is_current": False}
    effect.changed["object 2"] = {"withdrawn_at": "now", "withdrawn_reason": "单位撤销"}
    return effect


def taken_out(**columns: Any) -> Effect:
    """Everybody was told of the opening, so the one that is rated no more hears of this, whatever
    it has read.
    """
    words = f"「{EVALUATION}」不再测评您这里，已经投的票不计。"
    return told(corrected(**columns), words, SECOND, MINE)


CORRECTED = taken_out(approval="approval 3", announcement="announcement")
told(CORRECTED, f"「{EVALUATION}」的结果更正了，请查看。", FIRST, MINE)
TAKEN_BACK = taken_out(approval="approval 3")
OUTDATED = f"「{EVALUATION}」的结果更正了，以前公布的不再算数；新的结果公布或者反馈时会通知您。"
told(TAKEN_BACK, OUTDATED, FIRST, MINE)

GIVEN = ran(
    QUXIAN,
    "feedback",
    "示例局A",
    new={
        "Feedback": [
            {"subject": "object 1", "text": "排队太长", "sent_by": "quxian", "sent_at": "now"}
        ]
    },
    objections_until="11-23",
)

RAISED = ran(
    BUMEN,
    "object",
    "示例局A",
    new={
        "Objection": [
            {"subject": "object 1", "text": "数错了", "raised_by": "bumen", "raised_at": "now"}
        ]
    },
)


def decided(state: str, words: str) -> Effect:
    effect = ran(
        QUXIAN,
        "objection",
        f"示例局B：{words}",
        state=state,
        answer="核对过了",
        decided_by="quxian",
        decided_at="now",
    )
    effect.events[0] = effect.events[0]._replace(of="evaluation")
    return told(effect, "您对测评结果的异议有答复了，请查看。", SECOND, RESULT)


def decision(upheld: bool, effect: Effect) -> Act:
    return Act(
        "Evaluation.decide",
        "objection",
        "quxian",
        lambda here: here.it.subject.evaluation.decide(
            here.it, upheld=upheld, answer="核对过了", by=here.by
        ),
        effect,
    )


def taken_back(kind: str, **columns: Any) -> Effect:
    effect = ran(QUXIAN, kind, "有错", **columns)
    withdrawn = dict(state="withdrawn", withdrawn_by="quxian", withdrawn_at="now")
    effect.changed["announcement"] = withdrawn
    return told(effect, f"「{EVALUATION}」的结果撤回了，不再公布。", OBJECTS, MINE)


ACTS = [
    Act("Evaluation.count", "closed", "quxian", lambda here: here.it.count(by=here.by), COUNTED),
    Act(
        "Evaluation.publish",
        "approved",
        "quxian",
        lambda here: here.it.publish(by=here.by, with_ranks=True),
        told(PUBLISHED, f"「{EVALUATION}」的结果公布了，请查看。", OBJECTS, MINE),
    ),
    # Whoever knows the result that stood hears that another one stands, or none.
    Act(
        "Evaluation.correct",
        "to correct",
        "quxian",
        lambda here: here.it.correct("单位撤销", by=here.by, withdraw=[object_of(here, 2)]),
        CORRECTED,
    ),
    # Read by everybody once, and nobody's at the moment.
    Act(
        "Evaluation.correct",
        "to correct, taken back",
        "quxian",
        lambda here: here.it.correct("单位撤销", by=here.by, withdraw=[object_of(here, 2)]),
        TAKEN_BACK,
    ),
    # Nobody has heard of this one yet: those that stay hear of the new one alone.
    Act(
        "Evaluation.correct",
        "to correct unseen",
        "quxian",
        lambda here: here.it.correct("单位撤销", by=here.by, withdraw=[object_of(here, 2)]),
        taken_out(approval="approval 2"),
    ),
    # The other of the two tellers; who asks for it knows.
    Act(
        "Evaluation.reenter_paper",
        "on paper",
        "quxian",
        lambda here: here.it.reenter_paper("两份都录错了", by=here.by),
        told(
            ran(QUXIAN, "reenter_paper", "两份都录错了", paper_round=2),
            f"「{EVALUATION}」的纸质票要重新录入，请您再录一次。",
            {"erguan"},
            "/office/evaluations/#/paper/",
        ),
    ),
    # One teller's account is closed, the other's post has ended: the office asks others to.
    Act(
        "Evaluation.reenter_paper",
        "on paper, tellers left",
        "quxian",
        lambda here: here.it.reenter_paper("两份都录错了", by=here.by),
        told(
            ran(QUXIAN, "reenter_paper", "两份都录错了", paper_round=2),
            f"「{EVALUATION}」的纸质票要重新录入，原来的计票人不在了，请安排别人录入。",
            {"erguan"},
            "/office/evaluations/#/paper/",
        ),
    ),
    # To one object; its window is as long as if it had been told at the count.
    Act(
        "Evaluation.give_feedback",
        "counted",
        "quxian",
        lambda here: here.it.give_feedback(object_of(here, 1), "排队太长", by=here.by),
        told(GIVEN, "人大对您的测评有书面反馈，请查看。", FIRST, RESULT),
    ),
    Act(
        "Objection.raise_one",
        "counted",
        "bumen",
        lambda here: Objection.objects.raise_one(object_of(here, 1), "数错了", by=here.by),
        told(
            RAISED,
            f"「{EVALUATION}」：示例局A对结果提出了异议，请答复。",
            OFFICE,
            "/office/objections/#/",
        ),
    ),
    decision(True, decided("upheld", "异议成立")),
    decision(False, decided("dismissed", "异议不成立")),
    Act(
        "Evaluation.finish",
        "to finish",
        "quxian",
        lambda here: here.it.finish(by=here.by),
        ran(QUXIAN, "finish", state="finished"),
    ),
    # The result stands, and whoever has to mend goes on; only the public pages are gone.
    Act(
        "Evaluation.unpublish",
        "published",
        "quxian",
        lambda here: here.it.unpublish("有错", by=here.by),
        taken_back("unpublish", state="counted"),
    ),
    Act(
        "Evaluation.unpublish",
        "finished",
        "quxian",
        lambda here: here.it.unpublish("有错", by=here.by),
        taken_back("take_down"),
    ),
]
