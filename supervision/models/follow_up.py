"""After the result: feedback to each object, objections, and what has to be mended (整改)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import office_scope_q
from casework.clock import Clock
from casework.models import ClockedQuerySet
from casework.timeline import Event
from casework.workflow import TransitionError
from supervision import notices
from supervision.models.moves_rectification import RectificationMoves
from supervision.models.subjects import Subject
from supervision.states import COUNTED, RECTIFICATION_OPEN, RECTIFICATION_WORDS, RectificationState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

USER = settings.AUTH_USER_MODEL


class Feedback(models.Model):
    """反馈意见: in writing, to one object; a later one adds to the earlier."""

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="feedback", verbose_name="测评对象"
    )
    text = models.TextField("反馈意见", max_length=5000)
    sent_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="发出人"
    )
    sent_at = models.DateTimeField("发出时间")

    class Meta:
        verbose_name = verbose_name_plural = "反馈意见"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.subject} 反馈意见"


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def raise_one(self, subject: Subject, text: str, *, by: User) -> Objection:
        """By the object, within the window, and one at a time."""
        evaluation = subject.evaluation
        if not evaluation.takes_objections(timezone.localdate()):
            raise TransitionError("异议期已经过了，不能再提。")
        try:
            with transaction.atomic():
                made = self.create(
                    subject=subject, text=text, raised_by=by, raised_at=timezone.now()
                )
                evaluation.add_event("object", by=by, text=subject.name)
                notices.objection_raised(made)
        except IntegrityError as error:
            raise TransitionError("上一条异议还没有答复，答复以后才能再提。") from error
        return made


class Objection(models.Model):
    """异议, raised within the window; upheld ones lead to a corrected count."""

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        UPHELD = "upheld", "异议成立"
        DISMISSED = "dismissed", "异议不成立"

    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="objections", verbose_name="测评对象"
    )
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.OPEN)
    text = models.TextField("异议", max_length=2000)
    raised_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="提出人"
    )
    raised_at = models.DateTimeField("提出时间")
    answer = models.TextField("答复", max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="答复人",
    )
    decided_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects: ClassVar = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "异议"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=Q(state="open"),
                name="one_open_objection",
                violation_error_message="上一条异议还没有答复。",
            ),
            models.CheckConstraint(
                name="objection_decided_by_somebody",
                condition=Q(state="open", decided_by=None, decided_at=None, answer="")
                | ~Q(state="open")
                & Q(decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(answer=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} 异议"


class RectificationQuerySet(ClockedQuerySet):
    def demand(self, subject: Subject, *, title: str, demand: str, days: int, by: User) -> Any:
        """提出整改: something to mend within so many working days from today."""
        if subject.evaluation.state not in COUNTED:
            raise TransitionError("计票以后才能提出整改。")
        clock = Rectification.clock_set(Clock(days), timezone.localdate())
        with transaction.atomic():
            item = Rectification.objects.create(
                subject=subject, title=title, demand=demand, created_by=by, **clock
            )
            notices.rectification(item, item.add_event("add", by=by, text=demand))
        return item

    def looked_after_by(self, user: User | AnonymousUser) -> Self:
        return self.filter(office_scope_q(user, "subject__evaluation__area__"))

    def of(self, user: User) -> Self:
        """The person's own."""
        return self.filter(subject__in=Subject.objects.of(user).order_by().values("pk"))

    def acting(self, user: User) -> Self:
        """The person's own to mend."""
        return self.filter(subject__in=Subject.objects.acting(user).order_by().values("pk"))

    def open(self) -> Self:
        return self.filter(state__in=RECTIFICATION_OPEN)

    def mending(self) -> Self:
        """The object's turn: the clock runs."""
        return self.filter(state=RectificationState.MENDING)

    def on_the_clock(self) -> Self:
        return super().on_the_clock().mending()

    def late(self, today: date) -> Self:
        return self.mending().filter(due_date__lt=today)

    def to_check(self) -> Self:
        """The office's turn."""
        return self.filter(state=RectificationState.REPORTED)

    def with_names(self) -> Self:
        return self.select_related(
            "subject__evaluation__area", "subject__department", "subject__seat__representative"
        )


class Rectification(RectificationMoves):
    objects: ClassVar = RectificationQuerySet.as_manager()

    class Meta(RectificationMoves.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "整改"
        ordering = ["due_date", "pk"]
        indexes = [
            models.Index(
                fields=["due_date"], condition=Q(state="mending"), name="rectifications_running"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("office:rectification", args=[self.pk])


class RectificationEvent(Event):
    """``kind`` is the action of the table in ``states.py``, "add" or "remind"."""

    rectification = models.ForeignKey(
        Rectification, on_delete=models.PROTECT, related_name="events", verbose_name="整改"
    )

    class Meta:
        verbose_name = verbose_name_plural = "整改经过"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.rectification_id} {self.kind}"

    @property
    def headline(self) -> str:
        return RECTIFICATION_WORDS.get(self.kind, "")
