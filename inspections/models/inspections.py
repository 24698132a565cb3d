"""督查: a visit to a station with a score sheet, findings with photos, and a second look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.looked_after import LookedAfterQuerySet
from accounts.permissions import office_scope_q
from areas.models import Area
from casework.clock import Clock, Unit
from casework.models import ClockedQuerySet, Reminder
from casework.states import UNDERTAKING_OPEN, UNREPORTED_TRANSITIONS
from casework.timeline import Event
from casework.undertakings import CONSTRAINTS, Undertaking
from casework.workflow import TransitionError
from inspections.models.sheets import ScoreItem, ScoreSheet, SheetReplacedError
from jobs.attachments import Picture
from stations.models.places import Station

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LOOKS = ["pass_check", "send_back"]  # what a second look comes to: mended, or another date


class InspectionQuerySet(LookedAfterQuerySet["Inspection"]):
    path_to_area = "station__area__"

    def with_totals(self) -> Self:
        """Annotates ``total`` and ``out_of`` points."""
        return self.annotate(total=Sum("scores__points"), out_of=Sum("scores__out_of"))

    def with_left(self) -> Self:
        """Annotates ``left``: how many findings are still open."""
        waiting = Finding.objects.open().filter(inspection=OuterRef("pk")).order_by()
        counted = waiting.values("inspection").annotate(n=Count("pk")).values("n")
        return self.annotate(left=Coalesce(Subquery(counted), 0))


class Inspection(models.Model):
    """One visit. The result is seen by staff alone."""

    station = models.ForeignKey(
        Station, on_delete=models.PROTECT, related_name="inspections", verbose_name="站点"
    )
    sheet = models.ForeignKey(
        ScoreSheet, on_delete=models.PROTECT, related_name="inspections", verbose_name="评分表"
    )
    office = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="+", verbose_name="督查单位"
    )
    day = models.DateField("督查日期")
    team = models.CharField("督查组", max_length=80)
    inspectors = models.PositiveSmallIntegerField("督查人数")
    summary = models.TextField("总体情况", max_length=2000, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField("记录时间", auto_now_add=True)

    objects = InspectionQuerySet.as_manager()

    # set by with_totals()
    total: int | None
    out_of: int | None

    class Meta:
        verbose_name = verbose_name_plural = "督查"
        ordering = ["-day", "-pk"]
        indexes = [models.Index(fields=["-day", "-id"], name="inspections_newest_first")]
        constraints = [
            models.CheckConstraint(
                name="inspection_by_somebody",
                condition=Q(inspectors__gt=0),
                violation_error_message="督查人数至少是 1。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day}"

    @property
    def percent(self) -> int | None:
        """Of the points that could be had, with ``with_totals()``; None without scores."""
        return round(100 * (self.total or 0) / self.out_of) if self.out_of else None

    def record(self, points: Mapping[int, tuple[int, str]]) -> None:
        """Store the visit with (points, remark) by item; every item of the sheet has one.

        The sheet is locked meanwhile, so that nobody changes its items under the scores.
        """
        with transaction.atomic():
            sheet = ScoreSheet.objects.select_for_update().get(pk=self.sheet_id)
            items = list(sheet.items.all())
            if not sheet.is_current or {item.pk for item in items} != set(points):
                raise SheetReplacedError("评分表刚才改过，请按新的项目重新打分。")
            self.save()
            InspectionScore.objects.bulk_create(
                [
                    InspectionScore(
                        inspection=self,
                        item=item,
                        out_of=item.points,
                        points=points[item.pk][0],
                        remark=points[item.pk][1],
                    )
                    for item in items
                ]
            )


class InspectionScore(models.Model):
    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="scores", verbose_name="督查"
    )
    item = models.ForeignKey(
        ScoreItem, on_delete=models.PROTECT, related_name="+", verbose_name="项目"
    )
    points = models.PositiveSmallIntegerField("得分")
    out_of = models.PositiveSmallIntegerField("满分")
    remark = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查得分"
        ordering = ["item__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "item"], name="one_score_per_item"),
            models.CheckConstraint(
                name="score_within_its_item",
                condition=Q(points__lte=F("out_of")),
                violation_error_message="得分不能超过满分。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.points}"


class FindingQuerySet(ClockedQuerySet):
    def looked_after_by(self, user: User | AnonymousUser) -> Self:
        return self.filter(office_scope_q(user, "inspection__station__area__"))

    def add(self, visit: Inspection, text: str, *, recheck_on: date, by: User) -> Finding:
        """What was found on a visit; the day of the second look is chosen, no calendar moves it."""
        clock = Clock((recheck_on - visit.day).days, Unit.DAY)
        columns = Finding.clock_set(clock, visit.day)
        return self.create(inspection=visit, demand=text, created_by=by, **columns)

    def open(self) -> Self:
        """``checked_at`` says it to the index: SQLite takes none for a list of states."""
        return self.filter(checked_at=None, state__in=UNDERTAKING_OPEN)

    def on_the_clock(self) -> Self:
        return super().on_the_clock().open()

    def due(self, today: date) -> Self:
        return self.open().filter(due_date__lte=today)

    def to_remind(self, today: date) -> Self:
        return self.due(today).filter(reminded=Reminder.NONE)


class Finding(Undertaking):
    """发现的问题: mended when a second look by the office says so; the station reports nothing yet.

    ``looks`` counts the second looks; with it a click that comes late is told apart.
    """

    TRANSITIONS: ClassVar = UNREPORTED_TRANSITIONS
    LONGEST_PROLONGED: ClassVar = 90  # days

    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="findings", verbose_name="督查"
    )
    looks = models.PositiveSmallIntegerField("复查次数", default=0)

    objects: ClassVar = FindingQuerySet.as_manager()

    class Meta(Undertaking.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "督查发现的问题"
        ordering = ["pk"]
        constraints = CONSTRAINTS
        indexes = [
            models.Index(
                fields=["due_date", "id"],
                condition=Q(checked_at=None),
                name="findings_to_recheck",
            ),
        ]

    def __str__(self) -> str:
        return self.demand

    @property
    def is_open(self) -> bool:
        return self.state in UNDERTAKING_OPEN

    @property
    def recheck_on(self) -> date:
        assert self.due_date is not None  # it runs while mending
        return self.due_date

    @property
    def rechecks(self) -> list[FindingEvent]:
        """The second looks; no query when ``events`` are prefetched."""
        return [event for event in self.events.all() if event.kind in LOOKS]

    @property
    def mended_on(self) -> date | None:
        return next((look.day for look in self.rechecks if look.is_mended), None)

    def recheck(
        self, *, seen: int, on: date, note: str, by: User, next_on: date | None = None
    ) -> None:
        """A second look: mended, or to be looked at again on ``next_on``. The first one counts.

        ``seen`` is the number of looks when the person read the page.
        """
        if seen != self.looks:
            raise TransitionError("这个问题刚才已经有人记过复查了，请看最新的情况。")
        look = {"day": on, "due_on": self.recheck_on}
        if next_on:
            self.send_back(note, (next_on - on).days, since=on, by=by, **look)
        else:
            self.pass_check(note, by=by, **look)

    def _move(self, action: str, **changes: Any) -> None:
        if action in LOOKS:
            changes["looks"] = self.looks + 1
        super()._move(action, **changes)

    def _unmoved(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Also where the next date is the old one."""
        return super()._unmoved(rows).filter(looks=self.looks)


class FindingEvent(Event):
    """A second look (复查) has its day, which may be earlier than ``at``, and the day it was due."""

    finding = models.ForeignKey(
        Finding, on_delete=models.CASCADE, related_name="events", verbose_name="问题"
    )
    due_on = models.DateField("原定日期", null=True)
    day = models.DateField("复查日期", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "督查问题的经过"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="look_has_its_day",
                condition=~Q(kind__in=LOOKS) | Q(due_on__isnull=False, day__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["finding"], condition=Q(kind="pass_check"), name="mended_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.kind}"

    @property
    def is_mended(self) -> bool:
        return self.kind == "pass_check"


class InspectionPhoto(Picture):
    """Of the station as a whole, or of one finding; a clean copy, for staff alone."""

    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="photos", verbose_name="督查"
    )
    finding = models.ForeignKey(
        Finding,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="photos",
        verbose_name="问题",
    )

    class Meta(Picture.Meta):
        verbose_name = verbose_name_plural = "督查照片"

    def __str__(self) -> str:
        return f"{self.inspection}"
