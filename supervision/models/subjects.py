"""Who is rated (测评对象): a department, or a representative in one of his or her seats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.permissions import office_scope_q
from jobs.storage import private_storage, random_name
from representatives.models import Seat
from stations.models import Department
from supervision.models.evaluations import Evaluation
from supervision.models.units import UnitClass

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SubjectQuerySet(models.QuerySet["Subject"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """For staff: those of the evaluations they see."""
        return self.filter(office_scope_q(user, "evaluation__area__"))

    def of(self, user: User) -> Self:
        """The person's own: as a member of the department, or as the representative."""
        own = Department.objects.filter(members=user).order_by().values("pk")
        return self.filter(Q(department__in=own) | Q(seat__representative__user=user))

    def rated(self) -> Self:
        """Those on the ballot."""
        return self.filter(withdrawn_at=None)

    def with_names(self) -> Self:
        """What ``name`` reads, in the same query."""
        return self.select_related("department", "seat__representative", "unit_class")


class Subject(models.Model):
    """``named`` is the name on the day of opening; departments are renamed later."""

    evaluation = models.ForeignKey(
        Evaluation, on_delete=models.PROTECT, related_name="subjects", verbose_name="测评"
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.PROTECT, related_name="evaluated",
        verbose_name="部门",
    )  # fmt: skip
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="evaluated",
        verbose_name="代表职务",
    )  # fmt: skip
    unit_class = models.ForeignKey(
        UnitClass, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="类别",
    )  # fmt: skip
    named = models.CharField("名称", max_length=80, blank=True)
    withdrawn_at = models.DateTimeField("撤出时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤出原因", max_length=200, blank=True)
    is_chosen = models.BooleanField("票选列入", default=False)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "测评对象"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="subject_is_a_department_or_a_seat",
                condition=Q(department__isnull=False, seat=None)
                | Q(department=None, seat__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["evaluation", "department"], name="department_rated_once",
                violation_error_message="这个部门已经在测评对象里了。",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "seat"], name="seat_rated_once",
                violation_error_message="这位代表已经在测评对象里了。",
            ),
            models.CheckConstraint(
                name="subject_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        if self.named:
            return self.named
        return str(self.department or (self.seat and self.seat.representative))

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def people(self) -> list[User]:
        """The accounts that report, mend and are told: one query."""
        if self.department_id:
            return list(User.objects.filter(departments=self.department_id, is_active=True))
        return list(User.objects.filter(representative__seats=self.seat_id, is_active=True))


class Report(models.Model):
    """述职报告. ``figures`` are drawn from the records of the year when it is handed in:
    ``[{"label": "承办留言", "value": "41 件", "url": ""}, …]``, as of ``figures_as_of``.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        SUBMITTED = "submitted", "已提交"
        SENT_BACK = "sent_back", "退回修改"

    subject = models.OneToOneField(
        Subject, on_delete=models.PROTECT, related_name="report", verbose_name="测评对象"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.DRAFT)
    text = models.TextField("述职报告", max_length=20_000, blank=True)
    figures = models.JSONField("年度数据", default=list, blank=True)
    figures_as_of = models.DateTimeField("数据截至", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name="提交人",
    )  # fmt: skip
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    remark = models.CharField("退回意见", max_length=300, blank=True)
    saved_at = models.DateTimeField("保存时间", auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "述职报告"
        constraints = [
            models.CheckConstraint(
                name="report_handed_in_by_somebody",
                condition=~Q(state="submitted")
                | Q(submitted_by__isnull=False, submitted_at__isnull=False) & ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} 述职报告"


class ReportFile(models.Model):
    """An attachment: served by a view that checks, never by its path."""

    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="files", verbose_name="述职报告"
    )
    file = models.FileField("文件", storage=private_storage, upload_to=random_name)
    name = models.CharField("文件名", max_length=120)
    size = models.PositiveIntegerField("字节")
    added_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "述职附件"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self.file.delete(save=False)
        return super().delete(*args, **kwargs)
