"""A suggestion (建议) on the clock of months, and a paper that others look at: second uses."""

from django.db import models

from areas.models import Area
from casework.models import Clocked
from casework.publishing import Look, Published


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
