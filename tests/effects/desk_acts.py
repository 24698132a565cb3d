"""What the acts of a desk do: representative, officer, office."""

from tests.effects.acts import (
    DAIBIAO,
    DRAFTS,
    ENDED,
    JIEDAO,
    LIANLUO,
    OFFICERS,
    QUXIAN,
    SIMPLE,
    STREET,
    SYSTEM_SAYS,
    TO_ASSIGN,
    TO_RATE,
    TO_REGISTER,
    VOTERS,
    Act,
    tally,
    to,
)
from tests.effects.engine import Effect, Event
from tests.factories.casework import ANSWER
from tests.factories.moments import NOW

TODAY = NOW.date()
TAKEN = "代表没有在期限内受理，由联络员接手。"
ASKED = "下级提请交办，请您决定。"
UNREFERRED = dict(referral="", right_channel="")

TAKING_ON = [
    Act(
        "Message.accept",
        "submitted",
        "daibiao",
        lambda here: here.it.accept(by=here.by),
        Effect({"it": {"state": "accepted"} | SIMPLE}, events=[Event("accept", DAIBIAO)]),
    ),
    Act(
        "Message.accept",
        "to_station",
        "lianluo",
        lambda here: here.it.accept(by=here.by),
        Effect({"it": {"state": "accepted"} | TO_ASSIGN}, events=[Event("accept", LIANLUO)]),
    ),
    Act(
        "Message.accept",
        "reopened",
        "jiedao",
        lambda here: here.it.accept(by=here.by),
        Effect({"it": {"state": "accepted"} | TO_ASSIGN}, events=[Event("accept", JIEDAO)]),
    ),
    Act(
        "Message.take",
        "submitted",
        "lianluo",
        lambda here: here.it.take(by=here.by, today=TODAY),
        Effect(
            {"it": {"state": "accepted"} | to("station") | TO_ASSIGN},
            events=[Event("take", LIANLUO, TAKEN)],
        ),
    ),
    Act(
        "Message.hand_over",
        "accepted",
        "daibiao",
        lambda here: here.it.hand_over("要社区来办", by=here.by),
        Effect(
            {"it": to("station") | TO_ASSIGN},
            events=[Event("hand_over", DAIBIAO, "要社区来办", "staff")],
            notices={"代表转来一件留言，请处理。": OFFICERS},
        ),
    ),
    Act(
        "Message.take_up",
        "at_street",
        "quxian",
        lambda here: here.it.take_up(by=here.by),
        Effect(
            {"it": to("office", "xiling") | {"referral": ""} | TO_ASSIGN},
            events=[Event("take_up", QUXIAN)],
        ),
    ),
    Act(
        "Message.take_up",
        "paused_at_station",
        "jiedao",
        lambda here: here.it.take_up(by=here.by),
        Effect({"it": to("office", "yunji") | TO_ASSIGN}, events=[Event("take_up", JIEDAO)]),
    ),
    Act(
        "Message.take_up",
        "answered",
        "quxian",
        lambda here: here.it.take_up(by=here.by),
        Effect({"it": to("office", "xiling")}, events=[Event("take_up", QUXIAN)]),
    ),
    Act(
        "Message.move_to_cover",
        "to_station",
        "system",
        lambda here: here.it.move_to_cover(),
        Effect(
            {"it": to("office", "yunji") | TO_REGISTER},
            events=[Event("cover", SYSTEM_SAYS, "站点由上级代管，转上级机关受理。")],
            notices={"站点由您代管，请受理这件留言。": STREET},
            robots={"站点由您代管，请受理这件留言。": {"yunji"}},
        ),
    ),
]

ANSWERING = [
    Act(
        "Message.reply",
        "accepted",
        "daibiao",
        lambda here: here.it.reply(ANSWER, by=here.by),
        Effect(
            {
                "it": {"state": "replied", "replied_at": "now", "replied_by": "daibiao"}
                | to("voter")
                | TO_RATE
            },
            new=tally(replied=1),
            gone=DRAFTS,
            events=[Event("reply", DAIBIAO, ANSWER)],
            texts={"replied": VOTERS},
        ),
    ),
    Act(
        "Message.reply",
        "at_street",
        "jiedao",
        lambda here: here.it.reply(ANSWER, by=here.by),
        Effect(
            {
                "it": {"state": "replied", "replied_at": "now", "replied_by": "jiedao"}
                | {"referral": ""}
                | to("voter")
                | TO_RATE
            },
            new=tally(replied=1),
            gone=DRAFTS,
            events=[Event("reply", JIEDAO, ANSWER)],
            texts={"replied": VOTERS},
        ),
    ),
    Act(
        "Message.reply",
        "unreachable",
        "daibiao",
        lambda here: here.it.reply(ANSWER, by=here.by),
        Effect(
            {
                "it": {"state": "replied", "replied_at": "now", "replied_by": "daibiao"}
                | to("voter")
                | TO_RATE
            },
            new=tally(replied=1),
            gone=DRAFTS,
            events=[Event("reply", DAIBIAO, ANSWER)],
            texts={"replied": {"follower"}},
        ),
    ),
    Act(
        "Message.decline",
        "decline_proposed",
        "jiedao",
        lambda here: here.it.decline("已在诉讼中", "区法院", by=here.by),
        Effect(
            {"it": {"state": "declined", "right_channel": "区法院"} | ENDED},
            new=tally(ended=1),
            events=[Event("decline", JIEDAO, "已在诉讼中　正确渠道：区法院")],
            texts={"declined": VOTERS},
        ),
    ),
    Act(
        "Message.close_elsewhere",
        "at_street",
        "jiedao",
        lambda here: here.it.close_elsewhere("12345 热线", "YC-1", "已修好。", by=here.by),
        Effect(
            {
                "it": {"state": "closed_elsewhere"}
                | {"other_system": "12345 热线", "other_number": "YC-1"}
                | ENDED
            },
            new=tally(ended=1),
            events=[
                Event("close_elsewhere", JIEDAO, "已由12345 热线办理（编号 YC-1）。已修好。"),
            ],
            texts={"closed_elsewhere": VOTERS},
        ),
    ),
    Act(
        "Message.merge_into",
        "at_station",
        "lianluo",
        lambda here: here.it.merge_into(here.other("accepted"), by=here.by),
        Effect(
            {
                "it": {"state": "merged", "merged_into": "accepted"} | ENDED,
                "follower": {"merged_into": "accepted"},
            },
            new=tally(ended=1),
            events=[Event("merge", LIANLUO, "与相似的留言合并办理。")],
        ),
    ),
]

REFERRING = [
    Act(
        "Message.refer_to_assign",
        "to_station",
        "lianluo",
        lambda here: here.it.refer_to_assign("请街道交办", by=here.by),
        Effect(
            {"it": {"state": "accepted", "referral": "assign"} | to("office", "yunji") | TO_ASSIGN},
            events=[Event("refer_to_assign", LIANLUO, "请街道交办", "staff")],
            notices={ASKED: STREET},
            robots={ASKED: {"yunji"}},
        ),
    ),
    Act(
        "Message.refer_to_assign",
        "at_street",
        "jiedao",
        lambda here: here.it.refer_to_assign("请区里交办", by=here.by),
        Effect(
            {"it": {"referral": "assign"} | to("office", "xiling") | TO_ASSIGN},
            events=[Event("refer_to_assign", JIEDAO, "请区里交办", "staff")],
            notices={ASKED: {"quxian"}},
            robots={ASKED: {"xiling"}},
        ),
    ),
    Act(
        "Message.refer_to_decline",
        "at_station",
        "lianluo",
        lambda here: here.it.refer_to_decline("已在诉讼中", "区法院", by=here.by),
        Effect(
            {
                "it": {"referral": "decline", "right_channel": "区法院"}
                | to("office", "yunji")
                | TO_ASSIGN
            },
            events=[Event("refer_to_decline", LIANLUO, "已在诉讼中　建议渠道：区法院", "staff")],
            notices={"下级建议不予受理，请您决定。": STREET},
            robots={"下级建议不予受理，请您决定。": {"yunji"}},
        ),
    ),
    Act(
        "Message.refuse_referral",
        "decline_proposed",
        "jiedao",
        lambda here: here.it.refuse_referral("应当受理", by=here.by),
        Effect(
            {"it": UNREFERRED | to("station", None) | TO_ASSIGN},
            events=[Event("refuse_referral", JIEDAO, "应当受理", "staff")],
            notices={"提请没有同意，请继续办理。": OFFICERS},
        ),
    ),
    Act(
        "Message.refuse_referral",
        "at_county",
        "quxian",
        lambda here: here.it.refuse_referral("街道能办", by=here.by),
        Effect(
            {"it": UNREFERRED | to("office", "yunji") | TO_ASSIGN},
            events=[Event("refuse_referral", QUXIAN, "街道能办", "staff")],
            notices={"提请没有同意，请继续办理。": STREET},
            robots={"提请没有同意，请继续办理。": {"yunji"}},
        ),
    ),
    Act(
        "Message.refuse_referral",
        "kept_at_county",
        "quxian",
        lambda here: here.it.refuse_referral("街道能办", by=here.by),
        Effect(
            {"it": UNREFERRED | to("office", "yunji") | TO_ASSIGN},
            events=[Event("refuse_referral", QUXIAN, "街道能办", "staff")],
            notices={"提请没有同意，请继续办理。": STREET},
            robots={"提请没有同意，请继续办理。": {"yunji"}},
        ),
    ),
]

AMONG_STAFF = [
    Act(
        "Message.write_note",
        "accepted",
        "daibiao",
        lambda here: here.it.write_note("电话里说得更清楚", by=here.by),
        Effect(
            new={
                "InternalNote": [
                    {
                        "message": "it",
                        "author": "daibiao",
                        "author_label": "秦望舒 代表",
                        "text": "电话里说得更清楚",
                        "written_at": "now",
                    }
                ]
            }
        ),
    ),
    Act(
        "Message.reveal_phone",
        "accepted",
        "daibiao",
        lambda here: here.it.reveal_phone("回电问地点", by=here.by),
        Effect(events=[Event("reveal_phone", DAIBIAO, "回电问地点")]),
    ),
    Act(
        "Message.confirm_phone",
        "replied",
        "jiedao",
        lambda here: here.it.confirm_phone("打通了", by=here.by),
        Effect(
            {"it": {"phone_confirmed_at": "now"}},
            events=[Event("confirm_phone", JIEDAO, "打通了", "staff")],
        ),
    ),
    Act(
        "Message.remind",
        "submitted",
        "lianluo",
        lambda here: here.it.remind("明天要开会", by=here.by, today=TODAY),
        Effect(
            events=[Event("remind", LIANLUO, "明天要开会", "staff")],
            notices={"果园路社区代表联络站催办：明天要开会": {"daibiao"}},
        ),
    ),
    Act(
        "Message.remind",
        "at_street",
        "quxian",
        lambda here: here.it.remind("", by=here.by, today=TODAY),
        Effect(
            events=[Event("remind", QUXIAN, "", "staff")],
            notices={"西陵区人大常委会催办：请尽快处理。": STREET},
            robots={"西陵区人大常委会催办：请尽快处理。": {"yunji"}},
        ),
    ),
]

ACTS = [*TAKING_ON, *ANSWERING, *REFERRING, *AMONG_STAFF]
