"""What a department does with its share, and what its assigner decides on it."""

from tests.effects.acts import (
    CUNJU,
    JIEDAO,
    LEAD,
    LIANLUO,
    OFFICERS,
    STOPPED,
    STREET,
    TO_ASSIGN,
    TO_RATE,
    VILLAGE,
    VOTERS,
    ZHANBAN,
    Act,
    clock,
    tally,
    to,
)
from tests.effects.engine import Effect, Event
from tests.factories.casework import ANSWER

LEADING = "云集街道城管办（主办）"
HELPING = "果园路社区居委会（协办）"
AT_VILLAGE = "果园路社区居委会（主办）"
# From the day of the assignment, Thursday 12 November.
HANDLING = clock(5, "11-19", "11-18", "11-12")

SIGNING = [
    Act(
        "MessageAssignment.sign",
        "assigned",
        "zhanban",
        lambda here: here.lead.sign(by=here.by),
        Effect(
            {"it": {"state": "handling"}, "lead": {"state": "handling"} | HANDLING},
            events=[
                Event("assignment", ZHANBAN, f"{LEADING}签收"),
                Event("start_handling", ZHANBAN, "", "staff"),
            ],
        ),
    ),
    Act(
        "MessageAssignment.sign",
        "assigned",
        "cunju",
        lambda here: here.co.sign(by=here.by),
        Effect(
            {"co": {"state": "handling"} | HANDLING},
            events=[Event("assignment", CUNJU, f"{HELPING}签收")],
        ),
    ),
]

ANSWERED = {"state": "answered", "answer": ANSWER, "answered_at": "now"} | STOPPED
TO_RELEASE = "承办单位提交了办理结果，请审核。"

ANSWERING = [
    Act(
        "MessageAssignment.submit_answer",
        "handling",
        "zhanban",
        lambda here: here.lead.submit_answer(ANSWER, by=here.by),
        Effect(
            {
                "it": {"state": "answered"} | to("office") | TO_ASSIGN,
                "lead": ANSWERED | {"answered_by": "zhanban"},
            },
            gone={"ReplyDraft": {"zhanban"}},
            events=[
                Event("assignment", ZHANBAN, f"{LEADING}提交了办理结果：{ANSWER}", "staff"),
                Event("lead_answered", ZHANBAN, "", "staff"),
            ],
            notices={TO_RELEASE: STREET},
            robots={TO_RELEASE: {"yunji"}},
        ),
    ),
    Act(
        "MessageAssignment.submit_answer",
        "assigned_by_station",
        "cunju",
        lambda here: here.lead.submit_answer(ANSWER, by=here.by),
        Effect(
            {
                "it": {"state": "answered"} | to("station") | TO_ASSIGN,
                "lead": ANSWERED | {"answered_by": "cunju"},
            },
            events=[
                Event("assignment", CUNJU, f"{AT_VILLAGE}提交了办理结果：{ANSWER}", "staff"),
                Event("lead_answered", CUNJU, "", "staff"),
            ],
            notices={TO_RELEASE: OFFICERS},
        ),
    ),
    Act(
        "MessageAssignment.submit_answer",
        "co_handling",
        "cunju",
        lambda here: here.co.submit_answer(ANSWER, by=here.by),
        Effect(
            {"co": ANSWERED | {"answered_by": "cunju"}},
            events=[Event("assignment", CUNJU, f"{HELPING}提交了办理结果：{ANSWER}", "staff")],
        ),
    ),
    Act(
        "MessageAssignment.release",
        "answered",
        "jiedao",
        lambda here: here.lead.release(by=here.by),
        Effect(
            {
                "it": {"state": "replied", "replied_at": "now", "replied_by": "jiedao"}
                | to("voter")
                | TO_RATE,
                "lead": {"state": "released"},
            },
            new=tally(replied=1),
            events=[Event("release", JIEDAO, ANSWER)],
            texts={"replied": VOTERS},
        ),
    ),
    Act(
        "MessageAssignment.release",
        "both_answered",
        "jiedao",
        lambda here: here.co.release(by=here.by),
        Effect(
            {"co": {"state": "released"}},
            events=[Event("assignment", JIEDAO, f"{HELPING}协办结果：{ANSWER}")],
        ),
    ),
    Act(
        "MessageAssignment.send_back",
        "answered",
        "jiedao",
        lambda here: here.lead.send_back("写具体些", by=here.by),
        Effect(
            {
                "it": {"state": "handling"}
                | to("department")
                | HANDLING
                # what stood in the matter's own clock
                | {"clock_paused": 2},
                "lead": {"state": "handling"} | HANDLING,
            },
            events=[
                Event("assignment", JIEDAO, f"{LEADING}退回重新答复：写具体些", "staff"),
                Event("send_back", JIEDAO, "", "staff"),
            ],
            notices={"办理结果被退回，请修改：写具体些": LEAD},
        ),
    ),
    Act(
        "MessageAssignment.send_back",
        "both_answered",
        "jiedao",
        lambda here: here.co.send_back("写具体些", by=here.by),
        Effect(
            {"co": {"state": "handling"} | HANDLING},
            events=[Event("assignment", JIEDAO, f"{HELPING}退回重新答复：写具体些", "staff")],
            notices={"办理结果被退回，请修改：写具体些": VILLAGE},
        ),
    ),
]

ASKING_BACK = [
    # On the last day it can still be given back.
    Act(
        "MessageAssignment.request_return",
        "assigned_on_tuesday",
        "zhanban",
        lambda here: here.lead.request_return("归区里管", by=here.by),
        Effect(
            {"lead": {"state": "return_requested", "return_reason": "归区里管"}},
            events=[Event("assignment", ZHANBAN, f"{LEADING}申请退回：归区里管", "staff")],
            notices={"云集街道城管办申请退回，请您决定。": STREET},
        ),
    ),
    Act(
        "MessageAssignment.request_return",
        "assigned_by_station",
        "cunju",
        lambda here: here.lead.request_return("归街道管", by=here.by),
        Effect(
            {"lead": {"state": "return_requested", "return_reason": "归街道管"}},
            events=[Event("assignment", CUNJU, f"{AT_VILLAGE}申请退回：归街道管", "staff")],
            notices={"果园路社区居委会申请退回，请您决定。": OFFICERS},
        ),
    ),
    Act(
        "MessageAssignment.approve_return",
        "return_asked",
        "jiedao",
        lambda here: here.lead.approve_return(by=here.by),
        Effect(
            {
                "it": {"state": "returned"} | to("office") | TO_ASSIGN,
                "lead": {"state": "returned"} | STOPPED,
            },
            events=[
                Event("assignment", JIEDAO, f"{LEADING}同意退回"),
                Event("lead_returned", JIEDAO, "", "staff"),
            ],
        ),
    ),
    Act(
        "MessageAssignment.approve_return",
        "return_asked_of_station",
        "lianluo",
        lambda here: here.lead.approve_return(by=here.by),
        Effect(
            {
                "it": {"state": "returned"} | to("station") | TO_ASSIGN,
                "lead": {"state": "returned"} | STOPPED,
            },
            events=[
                Event("assignment", LIANLUO, f"{AT_VILLAGE}同意退回"),
                Event("lead_returned", LIANLUO, "", "staff"),
            ],
        ),
    ),
    Act(
        "MessageAssignment.approve_return",
        "return_asked",
        "jiedao",
        lambda here: here.co.approve_return(by=here.by),
        Effect(
            {"co": {"state": "returned"} | STOPPED},
            events=[Event("assignment", JIEDAO, f"{HELPING}同意退回")],
        ),
    ),
    # Whose return is refused has the matter, signed or not.
    Act(
        "MessageAssignment.refuse_return",
        "return_asked",
        "jiedao",
        lambda here: here.lead.refuse_return("归你们管", by=here.by),
        Effect(
            {"it": {"state": "handling"}, "lead": {"state": "handling"} | HANDLING},
            events=[
                Event("assignment", JIEDAO, f"{LEADING}不同意退回：归你们管", "staff"),
                Event("start_handling", JIEDAO, "", "staff"),
            ],
            notices={"退回申请没有同意，请继续办理。": LEAD},
        ),
    ),
    Act(
        "MessageAssignment.refuse_return",
        "return_asked_late",
        "jiedao",
        lambda here: here.lead.refuse_return("归你们管", by=here.by),
        Effect(
            {"lead": {"state": "handling"} | HANDLING},
            events=[Event("assignment", JIEDAO, f"{LEADING}不同意退回：归你们管", "staff")],
            notices={"退回申请没有同意，请继续办理。": LEAD},
        ),
    ),
    Act(
        "MessageAssignment.refuse_return",
        "return_asked",
        "jiedao",
        lambda here: here.co.refuse_return("归你们管", by=here.by),
        Effect(
            {"co": {"state": "handling"} | HANDLING},
            events=[Event("assignment", JIEDAO, f"{HELPING}不同意退回：归你们管", "staff")],
            notices={"退回申请没有同意，请继续办理。": VILLAGE},
        ),
    ),
    Act(
        "MessageAssignment.cancel",
        "handling",
        "jiedao",
        lambda here: here.co.cancel(by=here.by),
        Effect(
            {"co": {"state": "cancelled"} | STOPPED},
            events=[Event("assignment", JIEDAO, f"{HELPING}撤销交办", "staff")],
        ),
    ),
]


def asked(share: str, by: str, amount: int, reason: str) -> dict:
    return dict(assignment=share, amount=amount, reason=reason, requested_by=by, requested_at="now")


DECIDED = {"decided_by": "jiedao", "decided_at": "now"}

ASKING_FOR_TIME = [
    Act(
        "MessageAssignment.request_extension",
        "handling",
        "zhanban",
        lambda here: here.lead.request_extension(3, "等配件", by=here.by),
        Effect(
            new={"MessageExtension": [asked("lead", "zhanban", 3, "等配件")]},
            events=[Event("assignment", ZHANBAN, f"{LEADING}申请延期 3 个工作日：等配件", "staff")],
            notices={"云集街道城管办申请延期 3 个工作日，请您决定。": STREET},
        ),
    ),
    Act(
        "MessageAssignment.request_extension",
        "assigned_by_station",
        "cunju",
        lambda here: here.lead.request_extension(9, "等配件", by=here.by),
        Effect(
            new={"MessageExtension": [asked("lead", "cunju", 9, "等配件")]},
            events=[
                Event("assignment", CUNJU, f"{AT_VILLAGE}申请延期 9 个工作日：等配件", "staff")
            ],
            notices={"果园路社区居委会申请延期 9 个工作日，请您决定。": OFFICERS},
        ),
    ),
    # 5 days, 3 granted, 2 of an earlier pause; for the voter 1 more was granted before.
    Act(
        "MessageExtension.decide",
        "time_asked",
        "jiedao",
        lambda here: here.lead.extensions.get().decide(granted=True, by=here.by),
        Effect(
            {
                "it": clock(5, "11-27", "11-26", "11-12", clock_extended=4, clock_paused=2),
                "lead": clock(5, "11-26", "11-25", "11-12", clock_extended=3, clock_paused=2),
                "extension of lead": {"state": "granted"} | DECIDED,
            },
            events=[Event("prolong", JIEDAO, "延长 3 个工作日：等配件")],
            notices={"延期申请同意。": LEAD},
        ),
    ),
    # Not signed yet: the limit for signing stays, signing will add what was granted.
    Act(
        "MessageExtension.decide",
        "time_asked",
        "jiedao",
        lambda here: here.co.extensions.get().decide(granted=True, by=here.by),
        Effect(
            {"extension of co": {"state": "granted"} | DECIDED},
            notices={"延期申请同意。": VILLAGE},
        ),
    ),
    Act(
        "MessageExtension.decide",
        "time_asked",
        "jiedao",
        lambda here: here.lead.extensions.get().decide(granted=False, by=here.by, reason="来得及"),
        Effect(
            {"extension of lead": {"state": "refused"} | DECIDED},
            events=[Event("assignment", JIEDAO, f"{LEADING}延期没有同意：来得及", "staff")],
            notices={"延期申请没有同意。": LEAD},
        ),
    ),
]

ACTS = [*SIGNING, *ANSWERING, *ASKING_BACK, *ASKING_FOR_TIME]
