"""A suggestion (建议) on the clock of months, and a paper that others look at: second uses."""

from dataclasses import dataclass

from django.db import models

from areas.models import Area
from casework.clock import Clock, Unit
from casework.limits import LimitField
from casework.models import Clocked
from casework.publishing import Look, Published
from casework.rules import AreaRules


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


class Suggestion(Clocked):
    pass


class Paper(Published):
    area = models.ForeignKey(Area, on_delete=models.PROTECT)

    class Meta(Published.Meta):
        abstract = False

    def office(self) -> Area:
        return self.area


class PaperLook(Look):
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="looks")
