"""Who is rated (测评对象): a department, or a representative in one of his or her seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.looked_after import LookedAfterQuerySet
from accounts.models import User
from accounts.permissions import office_scope_q
from casework.models import Reminder
from casework.workflow import TransitionError
from jobs.attachments import Attachment
from representatives.models import Seat
from stations.models import Department
from supervision import notices
from supervision.models.evaluations import Evaluation
from supervision.models.units import UnitClass
from supervision.states import COUNTED, EvaluationState, Purpose

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class SubjectQuerySet(LookedAfterQuerySet["Subject"]):
    path_to_area = "evaluation__area__"

    def of(self, user: User) -> Self:
        """The person's own: as a member of the department, or as the representative.

        Nothing of a seat that has ended; of a suspended one to read alone (``acting``).
        """
        seats = Seat.objects.not_ended().filter(representative__user=user)
        return self._of(user, seats)

    def acting(self, user: User) -> Self:
        """Those for which the person may report, object and mend: the seat is active."""
        return self._of(user, Seat.objects.active().filter(representative__user=user))

    def _of(self, user: User, seats: models.QuerySet[Seat]) -> Self:
        own = Department.objects.filter(members=user).order_by().values("pk")
        return self.filter(Q(department__in=own) | Q(seat__in=seats.order_by().values("pk")))

    def rated(self) -> Self:
        """Those on the ballot."""
        return self.filter(withdrawn_at=None)

    def asked_to_report(self) -> Self:
        """Their evaluation wants reports by a day, and is still being prepared."""
        return self.rated().filter(
            evaluation__state=EvaluationState.PREPARING,
            evaluation__purpose=Purpose.RATING,
            evaluation__reports_due__isnull=False,
        )

    def yet_to_report(self) -> Self:
        return self.asked_to_report().exclude(report__state=Report.State.SUBMITTED)

    def told_results(self) -> Self:
        """Counted, and made known to the object: by feedback, or (``is_public``) to everybody."""
        from supervision.models.follow_up import Feedback  # feedback names subjects

        given = Feedback.objects.filter(subject=OuterRef("pk"))
        public = Q(evaluation__in=Evaluation.objects.public())
        return self.annotate(is_public=public).filter(
            Exists(given) | Q(is_public=True), evaluation__state__in=COUNTED
        )

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
        Department,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluated",
        verbose_name="部门",
    )
    seat = models.ForeignKey(
        Seat,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evaluated",
        verbose_name="代表职务",
    )
    unit_class = models.ForeignKey(
        UnitClass,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="类别",
    )
    named = models.CharField("名称", max_length=80, blank=True)
    withdrawn_at = models.DateTimeField("撤出时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤出原因", max_length=200, blank=True)
    is_chosen = models.BooleanField("票选列入", default=False)
    report_reminded = models.PositiveSmallIntegerField(
        "述职已提醒", choices=Reminder.choices, default=Reminder.NONE
    )
    report_reminded_for = models.DateField("已提醒的述职期限", null=True, blank=True)

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
                fields=["evaluation", "department"],
                name="department_rated_once",
                violation_error_message="这个部门已经在测评对象里了。",
            ),
            models.UniqueConstraint(
                fields=["evaluation", "seat"],
                name="seat_rated_once",
                violation_error_message="这位代表已经在测评对象里了。",
            ),
            models.CheckConstraint(
                name="subject_withdrawn_with_reason",
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
            ),
        ]

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

    @property
    def may_report(self) -> bool:
        """Until the opening, also late; ``evaluation`` is read."""
        evaluation = self.evaluation
        return (
            evaluation.state == EvaluationState.PREPARING
            and evaluation.purpose == Purpose.RATING
            and evaluation.reports_due is not None
            and not self.is_withdrawn
        )


class ReportQuerySet(models.QuerySet["Report"]):
    def readable_by(self, user: User | AnonymousUser) -> Self:
        """Handed in, for: the electors, staff of the area, the object; once published, everybody,
        but not of objects that were withdrawn.
        """
        from supervision.models.electorate import Elector  # the electorate names subjects

        public = Evaluation.objects.public()
        readers = Q(subject__evaluation__in=public, subject__withdrawn_at=None)
        if user.is_authenticated:
            electors = Elector.objects.entitled().filter(
                evaluation=OuterRef("subject__evaluation"), representative__user=user
            )
            own = Subject.objects.of(user).order_by().values("pk")
            readers |= office_scope_q(user, "subject__evaluation__area__")
            readers |= Q(Exists(electors)) | Q(subject__in=own)
        return self.filter(readers, state=Report.State.SUBMITTED)


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
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="提交人",
    )
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    remark = models.CharField("退回意见", max_length=300, blank=True)
    saved_at = models.DateTimeField("保存时间", auto_now=True)

    objects: ClassVar = ReportQuerySet.as_manager()

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

    @property
    def is_submitted(self) -> bool:
        return self.state == self.State.SUBMITTED

    @property
    def is_late(self) -> bool:
        """Handed in after the day that was given; ``subject.evaluation`` is read."""
        due = self.subject.evaluation.reports_due
        at = self.submitted_at
        return bool(due and at and self.is_submitted and timezone.localdate(at) > due)

    @classmethod
    def write(
        cls,
        subject: Subject,
        text: str,
        files: Sequence[ReportFile] = (),
        *,
        without: ReportFile | None = None,
    ) -> Report:
        """Keep the text, add attachments and take one away, while it isn't handed in."""
        with transaction.atomic():
            report, _ = cls.objects.get_or_create(subject=subject)
            report.edit(text)
            if without:
                without.delete()
            for file in files:
                file.report = report
                file.save()
        return report

    def edit(self, text: str) -> None:
        """Replace the text. Raises TransitionError once it is handed in."""
        now = timezone.now()
        rows = Report.objects.filter(pk=self.pk).exclude(state=self.State.SUBMITTED)
        if not rows.update(text=text, saved_at=now):
            raise TransitionError("述职报告已经提交了，不能再改。要改请工作人员退回。")
        self.text, self.saved_at = text, now

    def submit(self, figures: list[dict[str, str]], *, by: User) -> None:
        """提交: text, attachments and figures stand as they are now."""
        if not self.text.strip():
            raise TransitionError("述职报告还没有写。")
        now = timezone.now()
        with transaction.atomic():
            # Whoever opens the evaluation in this second comes first, or waits for this row.
            held = Evaluation.objects.select_for_update().get(pk=self.subject.evaluation_id)
            if held.state != EvaluationState.PREPARING:
                raise TransitionError("测评已经开始，述职报告不能再提交了。")
            rows = Report.objects.filter(pk=self.pk).exclude(state=self.State.SUBMITTED)
            changes: dict[str, Any] = dict(
                state=self.State.SUBMITTED,
                figures=figures,
                figures_as_of=now,
                submitted_by=by,
                submitted_at=now,
                remark="",
            )
            if not rows.update(**changes):
                raise TransitionError("述职报告已经提交过了。")
            held.add_event("report", by=by, text=self.subject.name)
        for name, value in changes.items():
            setattr(self, name, value)

    def send_back(self, remark: str, *, by: User) -> None:
        """For changes; whoever wrote it reads why. Nothing when it was not handed in any more."""
        rows = Report.objects.filter(pk=self.pk, state=self.State.SUBMITTED)
        with transaction.atomic():
            if rows.update(state=self.State.SENT_BACK, remark=remark):
                self.state, self.remark = self.State.SENT_BACK, remark
                evaluation = self.subject.evaluation
                evaluation.add_event("report_back", by=by, text=f"{self.subject.name}：{remark}")
                notices.report_sent_back(self)


class ReportFile(Attachment):
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="files", verbose_name="述职报告"
    )

    class Meta(Attachment.Meta):
        verbose_name = verbose_name_plural = "述职附件"
