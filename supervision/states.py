"""The states of an evaluation and of a rectification, and every move between them."""

from django.db import models

from casework.states import (
    DUE_MOVED,
    UNDERTAKING_OPEN,
    UNDERTAKING_TRANSITIONS,
    UndertakingState,
)


class Direction(models.TextChoices):
    """Who reports, and to whom: 两述两评."""

    VOTERS = "voters", "代表向选民述职"
    UNIT = "unit", "代表向选举单位述职"
    DEPARTMENTS = "departments", "部门向代表述职"


class Purpose(models.TextChoices):
    RATING = "rating", "满意度测评"
    SELECTION = "selection", "票选测评对象"


class Way(models.TextChoices):
    """How a ballot came in. Each way is kept and shown apart, as far as it is large enough."""

    PAPER = "paper", "纸质票"
    SLIP = "slip", "扫码投票"
    ACCOUNT = "account", "登录投票"
    TRIAL = "trial", "试投"


def ways_label(ways: str) -> str:
    """ "slip+account" → 「扫码投票和登录投票」"""
    return "和".join(str(Way(way).label) for way in ways.split("+"))


class EvaluationState(models.TextChoices):
    PREPARING = "preparing", "准备中"
    OPEN = "open", "正在测评"
    CLOSED = "closed", "已截止，待计票"
    COUNTED = "counted", "已计票，未公布"
    PUBLISHED = "published", "已公布"
    FINISHED = "finished", "已办结"
    CANCELLED = "cancelled", "已取消"


S = EvaluationState

ENDED = frozenset({S.FINISHED, S.CANCELLED})
# From here on there are results for those who may see them.
COUNTED = frozenset({S.COUNTED, S.PUBLISHED, S.FINISHED})

# action: (states it starts from, state it leads to; None leaves the state alone)
TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    "edit": (frozenset({S.PREPARING}), None),
    "open": (frozenset({S.PREPARING}), S.OPEN),
    "prolong": (frozenset({S.OPEN}), None),
    "withdraw_subject": (frozenset({S.OPEN, S.CLOSED}), None),
    "close": (frozenset({S.OPEN}), S.CLOSED),
    "count": (frozenset({S.CLOSED}), S.COUNTED),
    "reenter_paper": (frozenset({S.COUNTED, S.PUBLISHED}), None),
    "correct": (frozenset({S.COUNTED, S.PUBLISHED}), None),
    "publish": (frozenset({S.COUNTED}), S.PUBLISHED),
    "unpublish": (frozenset({S.PUBLISHED}), S.COUNTED),
    "take_down": (frozenset({S.FINISHED}), None),
    "finish": (frozenset({S.COUNTED, S.PUBLISHED}), S.FINISHED),
    "cancel": (frozenset({S.PREPARING, S.OPEN}), S.CANCELLED),
}


RectificationState = UndertakingState
RECTIFICATION_OPEN = UNDERTAKING_OPEN
RECTIFICATION_TRANSITIONS = UNDERTAKING_TRANSITIONS

# What a line of the timeline is headed with.
RECTIFICATION_WORDS = {
    "add": "提出整改",
    "note": "整改进展",
    "prolong": "延长期限",
    "report": "报告整改结果",
    "send_back": "复查没通过，退回再办",
    "pass_check": "复查通过",
    "cancel": "撤销",
    "remind": "提醒",
    DUE_MOVED: "期限随放假安排调整",
}
