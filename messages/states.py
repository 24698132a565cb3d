"""The states of a matter, who holds it, and every move between them."""

from django.db import models

from casework.states import DUE_MOVED


class State(models.TextChoices):
    SUBMITTED = "submitted", "待受理"
    ACCEPTED = "accepted", "已受理"
    ASSIGNED = "assigned", "已交办"
    HANDLING = "handling", "办理中"
    ANSWERED = "answered", "答复待审核"
    REPLIED = "replied", "已答复"
    CLOSED = "closed", "已办结"
    DECLINED = "declined", "不予受理"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"
    MERGED = "merged", "已合并"
    SPLIT = "split", "已拆分"
    REOPENED = "reopened", "再次办理"
    CLOSED_ELSEWHERE = "closed_elsewhere", "已由其他渠道办理"


class Holder(models.TextChoices):
    """Whose turn it is. The office and the station are named beside it."""

    REPRESENTATIVE = "representative", "代表"
    STATION = "station", "联络员"
    OFFICE = "office", "人大机关"
    DEPARTMENT = "department", "承办单位"
    VOTER = "voter", "选民"
    NOBODY = "nobody", "无"


class Referral(models.TextChoices):
    """What a station has asked of the office above it."""

    NONE = "", "无"
    ASSIGN = "assign", "提请交办"
    DECLINE = "decline", "建议不予受理"


class Grade(models.TextChoices):
    """How hard a matter is; decides how long handling may take."""

    SIMPLE = "simple", "一般事项"
    ORDINARY = "ordinary", "较复杂事项"
    COMPLEX = "complex", "疑难事项"


class Origin(models.TextChoices):
    QR = "qr", "扫码"
    WALK_IN = "walk_in", "来访"
    CALL = "call", "来电"
    LETTER = "letter", "来信"
    # written by upper floors, with the matter they come from
    ACTIVITY = "activity", "活动"
    COMPANY = "company", "走访企业"
    CELL = "cell", "微网格"
    CONSULT = "consult", "征求意见"
    PROJECT = "project", "民生项目"


# What an officer may write down without anything else behind it.
BY_HAND = (Origin.WALK_IN, Origin.CALL, Origin.LETTER)


class Rating(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    BASICALLY_SATISFIED = "basically_satisfied", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"


class RatingSource(models.TextChoices):
    ONLINE = "online", "本人网上评价"
    SLIP = "slip", "凭单评价"
    CALLBACK = "callback", "电话回访"


class Stage(models.IntegerChoices):
    """The four stages a voter sees."""

    RECEIVED = 1, "已收到"
    HANDLING = 2, "处理中"
    REPLIED = 3, "已答复"
    CLOSED = 4, "已办结"


S = State

# A desk decides here: representative, station or office.
AT_DESK = frozenset({S.SUBMITTED, S.ACCEPTED, S.RETURNED, S.REOPENED})
# A department works here; the office or station that assigned it looks on.
AT_DEPARTMENT = frozenset({S.ASSIGNED, S.HANDLING})
BEFORE_REPLY = AT_DESK | AT_DEPARTMENT | {S.ANSWERED}
OPEN = BEFORE_REPLY | {S.REPLIED}
ENDED = frozenset(S) - OPEN


# action: (states it starts from, state it leads to; None leaves the state alone)
TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    # at the desk
    "accept": (frozenset({S.SUBMITTED, S.REOPENED}), S.ACCEPTED),
    "hand_over": (AT_DESK, None),
    "take": (frozenset({S.SUBMITTED}), S.ACCEPTED),
    "take_up": (AT_DESK | {S.ANSWERED}, None),
    "cover": (frozenset({S.SUBMITTED}), None),
    "term_over": (AT_DESK, None),
    "seat_paused": (AT_DESK, None),
    "pass_on": (AT_DESK, None),
    "reply": (AT_DESK, S.REPLIED),
    "refer_to_assign": (AT_DESK, S.ACCEPTED),
    "refer_to_decline": (AT_DESK, S.ACCEPTED),
    "refuse_referral": (frozenset({S.ACCEPTED}), None),
    "decline": (AT_DESK, S.DECLINED),
    "assign": (AT_DESK, S.ASSIGNED),
    "pause": (BEFORE_REPLY, None),
    "resume": (BEFORE_REPLY, None),
    "merge": (AT_DESK, S.MERGED),
    "split": (AT_DESK, S.SPLIT),
    "close_elsewhere": (BEFORE_REPLY, S.CLOSED_ELSEWHERE),
    "supervise": (BEFORE_REPLY, None),
    # the lead department's work, which the matter's state follows
    "start_handling": (frozenset({S.ASSIGNED}), S.HANDLING),
    "lead_answered": (AT_DEPARTMENT, S.ANSWERED),
    "send_back": (frozenset({S.ANSWERED}), S.HANDLING),
    "lead_returned": (AT_DEPARTMENT, S.RETURNED),
    "lead_recalled": (AT_DEPARTMENT | {S.ANSWERED}, S.RETURNED),
    "lead_reassigned": (AT_DEPARTMENT, S.ASSIGNED),
    "prolong": (AT_DEPARTMENT, None),
    "release": (frozenset({S.ANSWERED}), S.REPLIED),
    # the voter, and time
    "add_words": (OPEN, None),
    "urge": (BEFORE_REPLY, None),
    "withdraw": (BEFORE_REPLY, S.WITHDRAWN),
    "rate": (frozenset({S.REPLIED}), S.CLOSED),
    "reopen": (frozenset({S.CLOSED}), S.REOPENED),
    "close_unrated": (frozenset({S.REPLIED}), S.CLOSED),
}

# The timeline's headings, in words a voter understands. Keys: actions, and kinds of events.
EVENT_WORDS: dict[str, str] = {
    "submit": "提交了留言",
    # at the desk
    "accept": "受理了留言",
    "hand_over": "转给联络员办理",
    "take": "联络员接手办理",
    "take_up": "由上级机关直接办理",
    "cover": "转上级机关受理",
    "term_over": "代表离任，转联络员办理",
    "seat_paused": "代表暂停执行职务，转联络员办理",
    "pass_on": "转继任代表办理",
    "reply": "答复",
    "refer_to_assign": "提请上级交办",
    "refer_to_decline": "建议不予受理",
    "refuse_referral": "没有同意提请，请下级继续办理",
    "decline": "不予受理",
    "assign": "交给承办单位",
    "pause": "暂停计时",
    "resume": "恢复计时",
    "merge": "与相似的留言合并办理",
    "split": "拆分成几件分别办理",
    "close_elsewhere": "由其他渠道办理",
    "supervise": "列入督办",
    DUE_MOVED: "期限随放假安排调整",
    # the department
    "start_handling": "承办单位开始办理",
    "lead_answered": "承办单位交来办理结果，正在审核",
    "send_back": "办理结果要修改",
    "lead_returned": "承办单位退回，重新安排",
    "lead_recalled": "交办收回，重新安排",
    "lead_reassigned": "改交其他单位",
    "prolong": "办理时间延长",
    "release": "答复",
    "assignment": "承办情况",
    # the voter, and time
    "add_words": "补充了内容",
    "urge": "催办",
    "withdraw": "撤回了留言",
    "rate": "评价",
    "reopen": "请求再办",
    "close_unrated": "评价期已过，自动办结",
    "pressure": "有人要求选民撤回",
    "remind": "提醒",
    # beside the moves
    "reveal_phone": "查看了手机号",
    "confirm_phone": "核实了手机号",
    "reprint_slip": "重新打印了回执",
    "publish": "公开了这件留言和答复",
    "unpublish": "撤下了公开的内容",
    "followed_up": "后续",
}

STAGES: dict[str, Stage] = {
    S.SUBMITTED: Stage.RECEIVED,
    S.REPLIED: Stage.REPLIED,
    **dict.fromkeys(BEFORE_REPLY - {S.SUBMITTED}, Stage.HANDLING),
    **dict.fromkeys(ENDED, Stage.CLOSED),
}
