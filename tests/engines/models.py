"""A suggestion (建议) on the clock of months, and a paper that others look at: second uses."""

from dataclasses import dataclass

from django.db import models

from areas.models import Area
from casework.assignments import Assignment
from casework.clock import Clock, Unit
from casework.extensions import Extension
from casework.limits import LimitField
from casework.models import Clocked
from casework.publishing import Look, Published
from casework.rules import AreaRules
from casework.states import UNREPORTED_TRANSITIONS
from casework.timeline import Event, Timeline
from casework.undertakings import CONSTRAINTS, Undertaking


@dataclass(frozen=True)
class SuggestionLimits:
    sign_limit: Clock = Clock(5)
    return_limit: Clock = Clock(10)
    handle_limit: Clock = Clock(3, Unit.MONTH)
    extension_limit: Clock = Clock(3, Unit.MONTH)


class SuggestionRules(AreaRules):
    RULES = SuggestionLimits

    sign_limit = LimitField("签收期限")
    return_limit = LimitField("退回期限")
    handle_limit = LimitField("办理期限")
    extension_limit = LimitField("最长延期")

    class Meta:
        verbose_name = "建议办理规则"


# The steps of a matter are rows of its own table.
TRANSITIONS = {
    "start_handling": (frozenset({"assigned"}), "handling"),
    "lead_answered": (frozenset({"assigned", "handling"}), "answered"),
    "send_back": (frozenset({"answered"}), "handling"),
    "lead_returned": (frozenset({"assigned", "handling"}), "returned"),
    "lead_recalled": (frozenset({"assigned", "handling", "answered"}), "returned"),
    "lead_reassigned": (frozenset({"assigned", "handling"}), "assigned"),
    "prolong": (frozenset({"assigned", "handling"}), None),
    "release": (frozenset({"answered"}), "replied"),
}


class Suggestion(Clocked, Timeline):
    TRANSITIONS = TRANSITIONS
    rules = SuggestionLimits()

    state = models.CharField(max_length=16, default="assigned")

    def lead_started(self, *, by):
        self.act("start_handling", by=by)

    def lead_answered(self, *, by):
        self.act("lead_answered", by=by)

    def lead_sent_back(self, share, *, by):
        self.act("send_back", by=by, text=share.department.name)

    def lead_returned(self, *, by):
        self.act("lead_returned", by=by)

    def lead_recalled(self, *, by):
        self.act("lead_recalled", by=by)

    def lead_reassigned(self, share, *, by):
        self.act("lead_reassigned", by=by, text=share.department.name)

    def prolong(self, time, *, by, reason):
        longer = self.clock_longer(time.amount, time.unit)
        self.act("prolong", by=by, text=f"{time}：{reason}", **longer)

    def release(self, text, *, by):
        self.act("release", by=by, text=text, **self.clock_stopped())


class SuggestionEvent(Event):
    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="events")


class SuggestionAssignment(Assignment):
    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="assignments")

    class Meta(Assignment.Meta):
        abstract = False

    @property
    def matter(self):
        return self.suggestion

    def _note(self, what, *, by, text="", is_public=False):
        self.suggestion.add_event("share", by=by, text=f"{self.department} {what} {text}".strip())

    def _ask(self):
        self._tell_department("请签收")

    def _tell_department(self, text):
        self.suggestion.add_event("told", by=None, text=f"{self.department.name}：{text}")

    def _tell_assigner(self, text):
        self.suggestion.add_event("told", by=None, text=f"交办人：{text}")


class SuggestionExtension(Extension):
    assignment = models.ForeignKey(
        SuggestionAssignment, on_delete=models.CASCADE, related_name="extensions"
    )

    class Meta(Extension.Meta):
        abstract = False


class Paper(Published):
    needed = models.PositiveSmallIntegerField(default=0)
    area = models.ForeignKey(Area, on_delete=models.PROTECT)

    class Meta(Published.Meta):
        abstract = False

    def looks_needed(self):
        return self.needed

    def office(self) -> Area:
        return self.area


class PaperLook(Look):
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="looks")


class Promise(Undertaking):
    LONGEST_PROLONGED = 2
    told = ()  # the kinds of events that others were told of

    class Meta(Undertaking.Meta):
        abstract = False

    def tell(self, event):
        self.told = (*self.told, event.kind)


class PromiseEvent(Event):
    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="events")


class Repair(Undertaking):
    """Whoever is bound need not report; the events know the weather on top."""

    TRANSITIONS = UNREPORTED_TRANSITIONS
    LONGEST_PROLONGED = 2

    class Meta(Undertaking.Meta):
        abstract = False
        constraints = CONSTRAINTS


class RepairEvent(Event):
    repair = models.ForeignKey(Repair, on_delete=models.CASCADE, related_name="events")
    weather = models.CharField(max_length=20, blank=True)
