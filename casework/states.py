"""The states of one assignment, lead, co or separate; and of one undertaking."""

from django.db import models


class AssignmentState(models.TextChoices):
    ASSIGNED = "assigned", "待签收"
    HANDLING = "handling", "办理中"
    RETURN_REQUESTED = "return_requested", "申请退回"
    ANSWERED = "answered", "待审核"
    RELEASED = "released", "已采用"
    RETURNED = "returned", "已退回"
    CANCELLED = "cancelled", "已撤销"


S = AssignmentState

OPEN_STATES = frozenset({S.ASSIGNED, S.HANDLING, S.RETURN_REQUESTED, S.ANSWERED})
# What a matter waits for: these have not answered yet.
UNANSWERED = frozenset({S.ASSIGNED, S.HANDLING, S.RETURN_REQUESTED})
# The department's turn; in the other open states it waits for the assigner.
ACTING_STATES = frozenset({S.ASSIGNED, S.HANDLING})

TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    "sign": (frozenset({S.ASSIGNED}), S.HANDLING),
    "answer": (ACTING_STATES, S.ANSWERED),
    "release": (frozenset({S.ANSWERED}), S.RELEASED),
    "send_back": (frozenset({S.ANSWERED}), S.HANDLING),
    "request_return": (ACTING_STATES, S.RETURN_REQUESTED),
    "approve_return": (frozenset({S.RETURN_REQUESTED}), S.RETURNED),
    "refuse_return": (frozenset({S.RETURN_REQUESTED}), S.HANDLING),
    "request_extension": (ACTING_STATES, None),
    "grant_extension": (ACTING_STATES, None),
    "cancel": (OPEN_STATES, S.CANCELLED),
    "reassign": (UNANSWERED, S.CANCELLED),
    "recall": (OPEN_STATES, S.CANCELLED),
}

DUE_MOVED = "due_moved"  # a kind of event beside the moves: the calendar moved the date


class UndertakingState(models.TextChoices):
    MENDING = "mending", "整改中"
    REPORTED = "reported", "待复查"
    DONE = "done", "整改完成"
    CANCELLED = "cancelled", "已撤销"


U = UndertakingState

UNDERTAKING_OPEN = frozenset({U.MENDING, U.REPORTED})

UNDERTAKING_TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    "note": (frozenset({U.MENDING}), None),
    "prolong": (frozenset({U.MENDING}), None),
    "report": (frozenset({U.MENDING}), U.REPORTED),
    "send_back": (frozenset({U.REPORTED}), U.MENDING),
    "pass_check": (frozenset({U.REPORTED}), U.DONE),
    "cancel": (UNDERTAKING_OPEN, U.CANCELLED),
}

# Where nobody has to report: whoever demanded it looks, reported or not.
UNREPORTED_TRANSITIONS = UNDERTAKING_TRANSITIONS | {
    "send_back": (UNDERTAKING_OPEN, U.MENDING),
    "pass_check": (UNDERTAKING_OPEN, U.DONE),
}
