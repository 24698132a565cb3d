"""Ballots on paper: two tellers enter the totals, each without seeing the other's."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from jobs.storage import private_storage, random_name
from supervision.models.evaluations import Evaluation
from supervision.models.schemes import SchemeOption
from supervision.models.subjects import Subject


class TellerSheet(models.Model):
    """What one teller counted. ``round`` goes up when a result is corrected from paper."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="teller_sheets", verbose_name="测评"
    )
    round = models.PositiveSmallIntegerField("第几次录入", default=1)
    teller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="计票人"
    )
    issued = models.PositiveIntegerField("发出票数")
    returned = models.PositiveIntegerField("收回票数")
    scan = models.FileField("计票单照片或扫描件", storage=private_storage, upload_to=random_name)
    scan_name = models.CharField("文件名", max_length=120)
    entered_at = models.DateTimeField("录入时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "计票单"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "round", "teller"],
                name="one_sheet_per_teller",
                violation_error_message="您已经录入过了，两份计票单要由两个人录入。",
            ),
            models.CheckConstraint(
                name="no_more_returned_than_issued",
                condition=Q(returned__lte=F("issued")),
                violation_error_message="收回的票不能比发出的多。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation} {self.teller}"


class TellerTotal(models.Model):
    """Votes of one object for one option; ``option`` is empty for invalid ones."""

    sheet = models.ForeignKey(
        TellerSheet, on_delete=models.CASCADE, related_name="totals", verbose_name="计票单"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="+", verbose_name="测评对象"
    )
    option = models.ForeignKey(
        SchemeOption,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="选项",
    )
    votes = models.PositiveIntegerField("票数")

    class Meta:
        verbose_name = verbose_name_plural = "计票"
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "subject", "option"], name="one_total_per_option"
            ),
            models.UniqueConstraint(
                fields=["sheet", "subject"],
                condition=Q(option=None),
                name="one_total_of_invalid_votes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.option} {self.votes}"
