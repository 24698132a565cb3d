"""The assigner gives a share to another department, or takes it back."""

from tests.effects.acts import (
    JIEDAO,
    LEAD,
    LIANLUO,
    SIMPLE,
    STOPPED,
    TO_ASSIGN,
    VILLAGE,
    Act,
    to,
)
from tests.effects.assigning_acts import LEADS, share
from tests.effects.engine import Effect, Event
from tests.effects.share_acts import AT_VILLAGE, HELPING, LEADING

CANCELLED = {"state": "cancelled"} | STOPPED
GIVEN_AWAY = "已经改交其他单位，不用再办。"
TAKEN_BACK = "交办已经收回，不用再办：交错了"
BUREAU = {"bumen"}

ACTS = [
    Act(
        "MessageAssignment.reassign",
        "handling",
        "jiedao",
        lambda here: here.lead.reassign(here.around.county_bureau, "归区里管", by=here.by),
        Effect(
            {"it": {"state": "assigned"} | SIMPLE, "lead": CANCELLED},
            new={"MessageAssignment": [share("county_bureau", "lead", "jiedao", 5)]},
            gone={"ReplyDraft": {"zhanban"}},
            events=[
                Event(
                    "assignment",
                    JIEDAO,
                    f"{LEADING}改交西陵区城市管理局（示例）：归区里管",
                    "staff",
                ),
                Event("lead_reassigned", JIEDAO, "改交西陵区城市管理局（示例）办理。"),
            ],
            notices={GIVEN_AWAY: LEAD, LEADS: BUREAU},
        ),
    ),
    Act(
        "MessageAssignment.reassign",
        "handling",
        "jiedao",
        lambda here: here.co.reassign(here.around.county_bureau, by=here.by),
        Effect(
            {"co": CANCELLED},
            new={"MessageAssignment": [share("county_bureau", "co", "jiedao", 5)]},
            events=[Event("assignment", JIEDAO, f"{HELPING}改交西陵区城市管理局（示例）", "staff")],
            notices={GIVEN_AWAY: VILLAGE, "有一件留言请您单位协办，请签收。": BUREAU},
        ),
    ),
    *(
        Act(
            "MessageAssignment.recall",
            situation,
            "jiedao",
            lambda here: here.lead.recall("交错了", by=here.by),
            Effect(
                {"it": {"state": "returned"} | moved | TO_ASSIGN, "lead": CANCELLED},
                gone={"ReplyDraft": {"zhanban"}},
                events=[
                    Event("assignment", JIEDAO, f"{LEADING}收回交办：交错了", "staff"),
                    Event("lead_recalled", JIEDAO, "", "staff"),
                ],
                notices={TAKEN_BACK: LEAD},
            ),
        )
        # Once it is answered the office holds it already.
        for situation, moved in (
            ("handling", to("office")),
            ("return_asked", to("office")),
            ("answered", {}),
        )
    ),
    # What a station assigned comes back to the station.
    Act(
        "MessageAssignment.recall",
        "assigned_by_station",
        "lianluo",
        lambda here: here.lead.recall("交错了", by=here.by),
        Effect(
            {"it": {"state": "returned"} | to("station") | TO_ASSIGN, "lead": CANCELLED},
            events=[
                Event("assignment", LIANLUO, f"{AT_VILLAGE}收回交办：交错了", "staff"),
                Event("lead_recalled", LIANLUO, "", "staff"),
            ],
            notices={TAKEN_BACK: VILLAGE},
        ),
    ),
    Act(
        "MessageAssignment.recall",
        "handling",
        "jiedao",
        lambda here: here.co.recall("交错了", by=here.by),
        Effect(
            {"co": CANCELLED},
            events=[Event("assignment", JIEDAO, f"{HELPING}收回交办：交错了", "staff")],
            notices={TAKEN_BACK: VILLAGE},
        ),
    ),
]
