"""What assigning does, what the clock's keepers do to it, and what supervision does."""

from messages.states import Grade
from tests.effects.acts import (
    ENDED,
    JIEDAO,
    LEAD,
    LIANLUO,
    ORDINARY,
    QUXIAN,
    SIMPLE,
    STOPPED,
    STREET,
    SYSTEM_SAYS,
    TO_SIGN,
    VILLAGE,
    VOTERS,
    Act,
    clock,
    tally,
    to,
)
from tests.effects.engine import Effect, Event

LEADS = "有一件留言交您单位主办，请签收。"
HELPS = "有一件留言请您单位协办，请签收。"
SUPERVISED = "这件留言已列入督办，请尽快办理。"
BELOW_IS_LATE = "下级超期未办，已列入督办。"


def share(department: str, role: str, by: str, days: int, instruction: str = "") -> dict:
    """A new one, with the limit for signing."""
    said = {"instruction": instruction} if instruction else {}
    running = {name: value for name, value in TO_SIGN.items() if value}
    return (
        running
        | said
        | dict(
            message="it",
            department=department,
            role=role,
            assigned_by=by,
            assigned_at="now",
            handle_amount=days,
        )
    )


ASSIGNED = {"state": "assigned", "referral": "", "right_channel": ""}

ASSIGNING = [
    Act(
        "Message.assign",
        "at_street",
        "jiedao",
        lambda here: here.it.assign(
            by=here.by,
            lead=here.around.street_office,
            co=[here.around.village_body],
            grade=Grade.ORDINARY,
            instruction="先到现场",
        ),
        Effect(
            {"it": ASSIGNED | {"grade": "ordinary"} | to("department", "yunji") | ORDINARY},
            new={
                "MessageAssignment": [
                    share("street_office", "lead", "jiedao", 10, "先到现场"),
                    share("village_body", "co", "jiedao", 10, "先到现场"),
                ]
            },
            events=[Event("assign", JIEDAO, "交云集街道城管办办理。")],
            notices={LEADS: LEAD, HELPS: VILLAGE},
        ),
    ),
    Act(
        "Message.assign",
        "at_station",
        "lianluo",
        lambda here: here.it.assign(by=here.by, lead=here.around.village_body, grade=Grade.SIMPLE),
        Effect(
            {"it": ASSIGNED | to("department", None) | SIMPLE},
            new={"MessageAssignment": [share("village_body", "lead", "lianluo", 5)]},
            events=[Event("assign", LIANLUO, "交果园路社区居委会办理。")],
            notices={LEADS: VILLAGE},
        ),
    ),
    # Once more, while the co department of the first time is still at it: it is not told again.
    Act(
        "Message.assign",
        "returned",
        "jiedao",
        lambda here: here.it.assign(
            by=here.by,
            lead=here.around.street_office,
            co=[here.around.village_body],
            grade=Grade.SIMPLE,
        ),
        Effect(
            {"it": ASSIGNED | to("department", "yunji") | SIMPLE},
            new={"MessageAssignment": [share("street_office", "lead", "jiedao", 5)]},
            events=[Event("assign", JIEDAO, "交云集街道城管办办理。")],
            notices={LEADS: LEAD},
        ),
    ),
    # The county's own lead is told, not the one that gave the matter back.
    Act(
        "Message.assign",
        "returned_to_county",
        "quxian",
        lambda here: here.it.assign(by=here.by, lead=here.around.county_bureau, grade=Grade.SIMPLE),
        Effect(
            {"it": ASSIGNED | to("department", "xiling") | SIMPLE},
            new={"MessageAssignment": [share("county_bureau", "lead", "quxian", 5)]},
            events=[Event("assign", QUXIAN, "交西陵区城市管理局（示例）办理。")],
            notices={LEADS: {"bumen"}},
        ),
    ),
    Act(
        "Message.close_elsewhere",
        "handling",
        "jiedao",
        lambda here: here.it.close_elsewhere("12345 热线", "YC-1", "", by=here.by),
        Effect(
            {
                "it": {"state": "closed_elsewhere"}
                | {"other_system": "12345 热线", "other_number": "YC-1"}
                | ENDED,
                "lead": {"state": "cancelled"} | STOPPED,
                "co": {"state": "cancelled"} | STOPPED,
            },
            new=tally(ended=1),
            events=[
                Event("close_elsewhere", JIEDAO, "已由12345 热线办理（编号 YC-1）。"),
                Event("assignment", JIEDAO, "云集街道城管办（主办）撤销交办", "staff"),
                Event("assignment", JIEDAO, "果园路社区居委会（协办）撤销交办", "staff"),
            ],
            texts={"closed_elsewhere": VOTERS},
        ),
    ),
]

PAUSED = {"paused_on": "11-16", "pause_reason": "等您补充地点"}

PAUSING = [
    Act(
        "Message.pause",
        "at_station",
        "lianluo",
        lambda here: here.it.pause("等您补充地点", by=here.by),
        Effect({"it": PAUSED}, events=[Event("pause", LIANLUO, "等您补充地点")]),
    ),
    Act(
        "Message.pause",
        "handling",
        "jiedao",
        lambda here: here.it.pause("等您补充地点", by=here.by),
        Effect(
            {"it": PAUSED, "lead": PAUSED, "co": PAUSED},
            events=[Event("pause", JIEDAO, "等您补充地点")],
        ),
    ),
    # The lead waits for the desk, so its clock stands already; the co department's stops now.
    Act(
        "Message.pause",
        "answered",
        "jiedao",
        lambda here: here.it.pause("等您补充地点", by=here.by),
        Effect({"it": PAUSED, "co": PAUSED}, events=[Event("pause", JIEDAO, "等您补充地点")]),
    ),
    # Two working days are added to 5 and to 3, to the 2 of an earlier pause and to 1 granted.
    Act(
        "Message.resume",
        "paused_at_department",
        "jiedao",
        lambda here: here.it.resume(by=here.by),
        Effect(
            {
                "it": clock(5, "11-26", "11-25", "11-12", clock_extended=1, clock_paused=4),
                "lead": clock(5, "11-25", "11-24", "11-12", clock_paused=4),
                "co": clock(3, "11-23", "11-23", "11-12", clock_paused=4),
            },
            events=[Event("resume", JIEDAO)],
        ),
    ),
    Act(
        "Message.resume",
        "paused_at_station",
        "lianluo",
        lambda here: here.it.resume(by=here.by),
        Effect(
            {"it": clock(2, "11-23", "11-23", "11-12", clock_extended=1, clock_paused=4)},
            events=[Event("resume", LIANLUO)],
        ),
    ),
]

SUPERVISING = [
    Act(
        "Message.supervise",
        "submitted",
        "quxian",
        lambda here: here.it.supervise("久拖不办", by=here.by),
        Effect(
            {"it": {"supervised_at": "now", "reminded": 3}},
            events=[Event("supervise", QUXIAN, "久拖不办")],
            notices={SUPERVISED: {"daibiao"}, BELOW_IS_LATE: STREET},
        ),
    ),
    Act(
        "Message.supervise",
        "handling",
        "quxian",
        lambda here: here.it.supervise("久拖不办", by=here.by),
        Effect(
            {"it": {"supervised_at": "now", "reminded": 3}},
            events=[Event("supervise", QUXIAN, "久拖不办")],
            notices={SUPERVISED: LEAD, BELOW_IS_LATE: {"quxian"}},
        ),
    ),
    Act(
        "Message.supervise",
        "at_county",
        "system",
        lambda here: here.it.supervise("久拖不办", by=here.by),
        Effect(
            {"it": {"supervised_at": "now", "reminded": 3}},
            events=[Event("supervise", SYSTEM_SAYS, "久拖不办")],
            notices={SUPERVISED: {"quxian"}, BELOW_IS_LATE: {"shiji"}},
            robots={SUPERVISED: {"xiling"}},
        ),
    ),
]

ACTS = [*ASSIGNING, *PAUSING, *SUPERVISING]
