"""What happened to an evaluation, in a few words for staff; what stands in the way of opening."""

from __future__ import annotations

from collections.abc import Sequence

EVENT_WORDS = {
    "create": "建立",
    "edit": "修改",
    "approve": "登记批准",
    "open": "开始测评",
    "remind": "提醒全部代表",
    "prolong": "延长投票",
    "withdraw_subject": "撤出对象",
    "close": "截止投票",
    "count": "计票",
    "correct": "更正结果",
    "publish": "公布结果",
    "unpublish": "撤回公布",
    "take_down": "撤下公布",
    "finish": "办结",
    "cancel": "取消",
    "reenter_paper": "重新录入纸质票",
    "feedback": "发出反馈意见",
    "objection": "答复异议",
    "trial": "试投",
    "slips": "印制票签",
    "void_slips": "作废票签",
    "slips_handed_out": "登记发出的票签",
    "teller": "录入计票单",
    "teller_back": "撤回计票单",
    "teller_void": "作废计票单",
    "report": "提交述职报告",
    "report_back": "退回述职报告",
    "object": "提出异议",
}

NAMED = 3  # people named in a sentence, before 「等」

OWN_TERM = "部门由本级人大的代表测评，届次请选{}自己的；没有本级人大的，由上一级组织。"
RATED_THEMSELVES = "{}是测评对象，不能测评自己，请重新生成名单。"
NO_SEAT = "名单里的{}不是这次参加投票的在任代表，请重新生成名单。"
NO_LIST = "选民会议不用代表名单，请打开「应到选民」重新保存一次。"
ELECTED_ELSEWHERE = "{}不是{}选出的代表，请从测评对象里去掉。"


def some_names(names: Sequence[str]) -> str:
    """「甲、乙」, 「甲、乙、丙等」 of more than ``NAMED``."""
    return "、".join(names[:NAMED]) + ("等" if len(names) > NAMED else "")
