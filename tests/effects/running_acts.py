"""Acts of an evaluation until it is closed."""

from datetime import date, timedelta

from supervision.ballots.trial import try_out
from supervision.reminding import remind_all
from tests.effects.evaluations import (
    ELECTORS,
    EVALUATION,
    FIRST,
    OBJECTS,
    QUXIAN,
    Act,
    object_of,
    ran,
    told,
)
from tests.factories import evaluations as make
from tests.factories.moments import NOW

LATER = NOW + timedelta(days=9)

MINE = "/desk/evaluations/"

FROZEN = ran(
    QUXIAN,
    "open",
    "方案校验值 digest，名单校验值 digest",
    new={
        "Urn": [
            {"evaluation": "it", "way": "slip"},
            {"evaluation": "it", "way": "account"},
        ]
    },
    state="open",
    opened_at="now",
    eligible=4,
    electorate_digest="digest",
)
FROZEN.changed["scheme"] = {"frozen_at": "now", "digest": "digest"}
FROZEN.changed["object 1"] = {"named": "示例局A"}
FROZEN.changed["object 2"] = {"named": "示例局B"}
FROZEN.gone["UrnMark"] = {"trial of object 1", "trial of object 2"}
FROZEN.gone["Receipt"] = {"trial receipt"}
told(FROZEN, f"「{EVALUATION}」开始投票了，11 月 21 日 10:00 截止，请登录投票。", ELECTORS, MINE)
told(FROZEN, f"「{EVALUATION}」开始测评了，您这里是测评对象。", OBJECTS, MINE)

WITHDRAWN = ran(QUXIAN, "withdraw_subject", "示例局A：单位撤销")
WITHDRAWN.changed["object 1"] = {"withdrawn_at": "now", "withdrawn_reason": "单位撤销"}

# The ballot that was tried is gone, and what an unfinished trial had left; who had tried is known.
TRIED = ran(QUXIAN, "trial", tried_at="now")
TRIED.gone.update(FROZEN.gone)

CANCELLED = ran(QUXIAN, "cancel", "不办了", state="cancelled")
told(CANCELLED, f"「{EVALUATION}」取消了，不用投票；投过的不计票。", ELECTORS, MINE)

ACTS = [
    Act(
        "try_out",
        "ready",
        "quxian",
        lambda here: try_out(here.it, make.marks(here.it), {}, by=here.by),
        TRIED,
    ),
    Act("Evaluation.open", "ready", "quxian", lambda here: here.it.open(by=here.by), FROZEN),
    # All electors, whether they have voted or not.
    Act(
        "remind_all",
        "opened",
        "quxian",
        lambda here: remind_all(here.it, by=here.by),
        told(
            ran(QUXIAN, "remind"),
            f"「{EVALUATION}」正在投票，11 月 21 日 10:00截止。投过的请不用理会。",
            ELECTORS,
            MINE,
        ),
    ),
    # The one that is rated no more; the other object and the electors hear nothing.
    Act(
        "Evaluation.withdraw_subject",
        "opened",
        "quxian",
        lambda here: here.it.withdraw_subject(object_of(here, 1), "单位撤销", by=here.by),
        told(WITHDRAWN, f"「{EVALUATION}」不再测评您这里，已经投的票不计。", FIRST, MINE),
    ),
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
    # Whoever heard of the opening hears of this; while it is prepared nobody has heard of it, but
    # for objects that are asked for a report, or were: never those that are voted on as such.
    Act(
        "Evaluation.cancel",
        "opened",
        "quxian",
        lambda here: here.it.cancel("不办了", by=here.by),
        told(CANCELLED, f"「{EVALUATION}」取消了，您这里不再测评。", OBJECTS, MINE),
    ),
    *(
        Act(
            "Evaluation.cancel",
            on,
            "quxian",
            lambda here: here.it.cancel("不办了", by=here.by),
            ran(QUXIAN, "cancel", "不办了", state="cancelled"),
        )
        for on in ("ready", "to choose from")
    ),
    *(
        Act(
            "Evaluation.cancel",
            on,
            "quxian",
            lambda here: here.it.cancel("不办了", by=here.by),
            told(
                ran(QUXIAN, "cancel", "不办了", state="cancelled"),
                f"「{EVALUATION}」取消了，您这里不再测评。",
                people,
                MINE,
            ),
        )
        for on, people in (("asked for reports", OBJECTS), ("one reminded", FIRST))
    ),
]
