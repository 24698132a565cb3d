"""What is due in evaluations and is told without anybody's doing, one day after the other."""

from datetime import timedelta
from typing import Any

from supervision.reminders import close_due, remind_all
from tests.effects.acts import SYSTEM_SAYS
from tests.effects.engine import Effect, Event
from tests.effects.evaluations import (
    ELECTORS,
    EVALUATION,
    FIRST,
    OBJECTS,
    OFFICE,
    TITLE,
    Act,
    told,
)
from tests.effects.rows import Here
from tests.factories.moments import NOW

MINE, REPORT = "/desk/evaluations/", "/desk/reports/#/"
AT_OBJECT, AT_OFFICE = "/desk/rectifications/#/", "/office/rectifications/#/"


def on_day(days: int, on: str, effect: Effect) -> Act:
    """So many days after Monday 16 November, at ten."""

    def do(here: Here) -> object:
        moment = NOW + timedelta(days=days)
        return remind_all(moment, moment.date())

    return Act("reminders.remind_all", on, "quxian", do, effect)


def report(words: str, level: int, *names: str) -> Effect:
    """Both objects that were asked for a report by the 16th, and nobody who votes."""
    reminded = {"report_reminded": level, "report_reminded_for": "11-16"}
    effect = Effect(dict.fromkeys(names, reminded))
    return told(effect, f"「{EVALUATION}」的述职报告{words}。", OBJECTS, REPORT)


def late(first: str = "first asked", second: str = "second asked") -> Effect:
    return report("已经过了提交期限，请马上提交", 2, first, second)


def beside_late_reports(**changed: Any) -> Effect:
    """From the 17th on these are told together with whatever else is due."""
    effect = late()
    effect.changed["it"] = changed
    return effect


def mending(level: int, label: str, words: str) -> Effect:
    effect = beside_late_reports(reminded=level)
    effect.events.append(Event("remind", SYSTEM_SAYS, label))
    told(effect, f"整改「{TITLE}」{words}", FIRST, AT_OBJECT)
    return told(effect, f"示例局A：整改「{TITLE}」{words}", OFFICE, AT_OFFICE)


SUPERVISED = mending(3, "督办", "超期三个工作日，已列入督办。")
SUPERVISED.robots[f"示例局A：整改「{TITLE}」超期三个工作日，已列入督办。 → {AT_OFFICE}"] = {"robot"}

ACTS = [
    on_day(
        0,
        "asked for reports",
        report("11 月 16 日（周一）前要提交", 1, "object 1", "object 2"),
    ),
    on_day(1, "asked for reports", late("object 1", "object 2")),
    # Those who know their result, a working day before the window ends; of what is counted and
    # not told, and of what is finished, nobody hears.
    on_day(
        2,
        "published",
        told(
            beside_late_reports(objections_reminded_for="11-19"),
            f"「{EVALUATION}」的结果如有异议，请在11 月 19 日（周四）以前提出。",
            OBJECTS,
            MINE,
        ),
    ),
    # All electors a day before the end, whether they have voted or not.
    on_day(
        4,
        "opened",
        told(
            beside_late_reports(vote_reminded_for=NOW + timedelta(days=5)),
            f"「{EVALUATION}」正在投票，11 月 21 日 10:00截止。投过的请不用理会。",
            ELECTORS,
            MINE,
        ),
    ),
    # What is reported waits for the office: its object is left alone.
    on_day(11, "mending", mending(2, "超期", "已经超期，请马上报结果。")),
    on_day(15, "mending", SUPERVISED),
    Act(
        "reminders.close_due",
        "opened",
        "quxian",
        lambda here: close_due(NOW + timedelta(days=5)),
        told(
            Effect(
                {"it": {"state": "closed", "closed_at": "now"}},
                new={
                    "AuditEntry": [
                        dict(
                            at="now",
                            action="settings_change",
                            target=f"测评：{EVALUATION}",
                            area="xiling",
                            reason="截止投票",
                        )
                    ]
                },
                events=[Event("close", SYSTEM_SAYS)],
            ),
            f"「{EVALUATION}」投票截止了，请核对纸质票后计票。",
            OFFICE,
            "/office/evaluations/#/",
        ),
    ),
]
