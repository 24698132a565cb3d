"""What the acts of the voter do, and those of time: terms and windows that end."""

from messages.desk.succession import leave_to_stations
from messages.models import Message
from messages.states import RatingSource
from tests.effects.acts import (
    ENDED,
    JIEDAO,
    LEAD,
    OFFICERS,
    QUXIAN,
    SIMPLE,
    STOPPED,
    STREET,
    SYSTEM_SAYS,
    TO_ASSIGN,
    TO_REGISTER,
    VOTER_SAYS,
    VOTERS,
    Act,
    counted,
    tally,
    to,
)
from tests.effects.engine import Effect, Event

ADDED = "选民补充了内容。"
URGED = "选民催办，请尽快处理。"

SPEAKING = [
    Act(
        "Message.add_words",
        "accepted",
        "voter",
        lambda here: here.it.add_words("在三楼"),
        Effect(events=[Event("add_words", VOTER_SAYS, "在三楼")], notices={ADDED: {"daibiao"}}),
    ),
    Act(
        "Message.add_words",
        "at_station",
        "voter",
        lambda here: here.it.add_words("在三楼"),
        Effect(events=[Event("add_words", VOTER_SAYS, "在三楼")], notices={ADDED: OFFICERS}),
    ),
    Act(
        "Message.add_words",
        "replied",
        "voter",
        lambda here: here.it.add_words("在三楼"),
        Effect(events=[Event("add_words", VOTER_SAYS, "在三楼")]),
    ),
    Act(
        "Message.urge",
        "handling",
        "voter",
        lambda here: here.it.urge(),
        Effect(
            {"it": {"urged_at": "now"}},
            events=[Event("urge", VOTER_SAYS)],
            notices={URGED: LEAD},
        ),
    ),
    Act(
        "Message.urge",
        "at_street",
        "voter",
        lambda here: here.it.urge(),
        Effect(
            {"it": {"urged_at": "now"}},
            events=[Event("urge", VOTER_SAYS)],
            notices={URGED: STREET},
            robots={URGED: {"yunji"}},
        ),
    ),
]

ENDING = [
    Act(
        "Message.withdraw",
        "at_street",
        "voter",
        lambda here: here.it.withdraw(),
        Effect(
            {"it": {"state": "withdrawn"} | ENDED},
            new=tally(ended=1),
            events=[Event("withdraw", VOTER_SAYS)],
        ),
    ),
    Act(
        "Message.withdraw",
        "handling",
        "voter",
        lambda here: here.it.withdraw(pressure="有人上门劝我撤"),
        Effect(
            {
                "it": {"state": "withdrawn"} | ENDED,
                "lead": {"state": "cancelled"} | STOPPED,
                "co": {"state": "cancelled"} | STOPPED,
            },
            new=tally(ended=1),
            events=[
                Event("withdraw", VOTER_SAYS),
                Event("assignment", SYSTEM_SAYS, "云集街道城管办（主办）撤销交办", "staff"),
                Event("assignment", SYSTEM_SAYS, "果园路社区居委会（协办）撤销交办", "staff"),
                Event("pressure", VOTER_SAYS, "有人上门劝我撤", "county"),
            ],
        ),
    ),
    Act(
        "Message.rate",
        "replied",
        "voter",
        lambda here: here.it.rate("dissatisfied", words="没修好", source=RatingSource.ONLINE),
        Effect(
            {
                "it": {"state": "closed"}
                | {"rating": "dissatisfied", "rating_words": "没修好", "rating_source": "online"}
                | ENDED
            },
            new=tally(ended=1, dissatisfied=1),
            events=[Event("rate", VOTER_SAYS, "不满意")],
        ),
    ),
    Act(
        "Message.rate",
        "replied_to_visitor",
        "jiedao",
        lambda here: here.it.rate("satisfied", source=RatingSource.CALLBACK, by=here.by),
        Effect(
            {"it": {"state": "closed", "rating": "satisfied", "rating_source": "callback"} | ENDED},
            new={"TallyDelta": [counted(is_proxied=True, day="11-12", ended=1, satisfied=1)]},
            events=[Event("rate", JIEDAO, "满意")],
        ),
    ),
    Act(
        "Message.close_unrated",
        "replied",
        "system",
        lambda here: here.it.close_unrated(),
        Effect(
            {"it": {"state": "closed"} | ENDED},
            new=tally(ended=1),
            events=[Event("close_unrated", SYSTEM_SAYS, "评价期已过，自动办结。")],
        ),
    ),
]

REOPENED = {
    "state": "reopened",
    "ended_at": None,
    "replied_at": None,
    "reopened_at": "now",
    "supervised_at": None,
    "rating": "",
    "rating_source": "",
    "rating_words": "",
} | TO_ASSIGN
AGAIN = "选民不满意，请求再办一次。"

REOPENING = [
    Act(
        "Message.reopen",
        "dissatisfied",
        "voter",
        lambda here: here.it.reopen("灯又坏了"),
        Effect(
            {"it": REOPENED | to("office")},
            new=tally(replied=-1, ended=-1, dissatisfied=-1),
            events=[Event("reopen", VOTER_SAYS, "灯又坏了")],
            notices={AGAIN: STREET},
            robots={AGAIN: {"yunji"}},
        ),
    ),
    Act(
        "Message.reopen",
        "dissatisfied_with_representative",
        "voter",
        lambda here: here.it.reopen("灯又坏了"),
        Effect(
            {"it": REOPENED | to("representative")},
            new=tally(replied=-1, ended=-1, dissatisfied=-1),
            events=[Event("reopen", VOTER_SAYS, "灯又坏了")],
            notices={AGAIN: {"daibiao"}},
        ),
    ),
    Act(
        "Message.reopen",
        "dissatisfied_with_station",
        "voter",
        lambda here: here.it.reopen("灯又坏了"),
        Effect(
            {"it": REOPENED | to("station")},
            new=tally(replied=-1, ended=-1, dissatisfied=-1),
            events=[Event("reopen", VOTER_SAYS, "灯又坏了")],
            notices={AGAIN: OFFICERS},
        ),
    ),
]

GONE = "秦望舒代表已经离任，由果园路社区代表联络站接着办理。办理时间从今天重新计算，到 "
SUSPENDED = GONE.replace("已经离任", "暂停执行职务")
PASSED = "秦望舒代表已经离任，转林见山代表接着办理。办理时间从今天重新计算，到 "

TERMS = [
    Act(
        "Message.leave_to_station",
        "accepted",
        "system",
        lambda here: here.it.leave_to_station(),
        Effect(
            {"it": to("station") | TO_ASSIGN},
            events=[Event("term_over", SYSTEM_SAYS, f"{GONE}11 月 18 日（周三）。")],
            texts={"passed_on": VOTERS},
        ),
    ),
    # Nobody has read it yet.
    Act(
        "Message.leave_to_station",
        "submitted",
        "system",
        lambda here: here.it.leave_to_station(),
        Effect(
            {"it": to("station") | TO_REGISTER},
            events=[Event("term_over", SYSTEM_SAYS, f"{GONE}11 月 17 日（周二）。")],
            texts={"passed_on": VOTERS},
        ),
    ),
    Act(
        "Message.leave_to_station",
        "accepted",
        "system",
        lambda here: here.it.leave_to_station(suspended=True),
        Effect(
            {"it": to("station") | TO_ASSIGN},
            events=[Event("seat_paused", SYSTEM_SAYS, f"{SUSPENDED}11 月 18 日（周三）。")],
            texts={"passed_on": VOTERS},
        ),
    ),
    # The officers are told once for all of them.
    Act(
        "succession.leave_to_stations",
        "accepted",
        "system",
        lambda here: leave_to_stations(Message.objects.filter(pk=here.it.pk), key="change"),
        Effect(
            {"it": to("station") | TO_ASSIGN},
            events=[Event("term_over", SYSTEM_SAYS, f"{GONE}11 月 18 日（周三）。")],
            notices={"代表离任，1 件没办完的留言转到站点，请接着办理。 → /desk/": OFFICERS},
            texts={"passed_on": VOTERS},
        ),
    ),
    Act(
        "Message.pass_on",
        "left_behind",
        "quxian",
        lambda here: here.it.pass_on(here.around.neighbour, by=here.by),
        Effect(
            {"it": {"representative": "neighbour"} | to("representative") | SIMPLE},
            events=[Event("pass_on", QUXIAN, f"{PASSED}11 月 23 日（周一）。")],
            notices={"这件留言转由您办理，请处理。": {"linju"}},
            texts={"passed_on": VOTERS},
        ),
    ),
]

TIME = [
    Act(
        "Message.due_moved",
        "at_street",
        "system",
        lambda here: here.it.due_moved(),
        Effect(
            events=[
                Event(
                    "due_moved",
                    SYSTEM_SAYS,
                    "放假安排有变化，期限日改为 11 月 16 日（周一）。",
                )
            ]
        ),
    ),
]

ACTS = [*SPEAKING, *ENDING, *REOPENING, *TERMS, *TIME]
