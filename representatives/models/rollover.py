"""换届: a congress goes from one term to the next; prepared, rehearsed, then done at one stroke."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from accounts.looked_after import LookedAfterQuerySet
from casework.workflow import Workflow
from jobs.models import Job
from jobs.storage import private_storage, random_name
from representatives.models.codes import MessageCode
from representatives.models.congresses import Congress, Term
from representatives.models.people import Representative

USER = settings.AUTH_USER_MODEL


class ChangeState(models.TextChoices):
    DRAFT = "draft", "准备中"
    REHEARSED = "rehearsed", "已预演"
    SCHEDULED = "scheduled", "已排定"
    RUNNING = "running", "正在换届"
    DONE = "done", "已换届"
    CANCELLED = "cancelled", "已取消"


S = ChangeState
PREPARING = frozenset({S.DRAFT, S.REHEARSED})
UNFINISHED = frozenset({S.DRAFT, S.REHEARSED, S.SCHEDULED, S.RUNNING})

# action: (states it starts from, state it leads to)
TRANSITIONS: dict[str, tuple[frozenset[str], str | None]] = {
    "edit": (PREPARING, S.DRAFT),
    "rehearse": (PREPARING, S.REHEARSED),
    "refuse": (PREPARING, S.DRAFT),
    "schedule": (frozenset({S.REHEARSED}), S.SCHEDULED),
    "unschedule": (frozenset({S.SCHEDULED}), S.REHEARSED),
    "start": (frozenset({S.REHEARSED, S.SCHEDULED}), S.RUNNING),
    "fall_back": (frozenset({S.RUNNING}), S.REHEARSED),
    "outdate": (frozenset({S.RUNNING}), S.DRAFT),
    "finish": (frozenset({S.RUNNING}), S.DONE),
    "cancel": (frozenset({S.DRAFT, S.REHEARSED, S.SCHEDULED}), S.CANCELLED),
}


class TermChangeQuerySet(LookedAfterQuerySet["TermChange"]):
    path_to_area = "congress__area__"

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def due(self, today: date) -> Self:
        """Scheduled, and their day has come: also those of a day on which nothing ran."""
        return self.filter(state=S.SCHEDULED, first_session_on__lte=today)


class TermChange(Workflow):
    """One roll-over. ``digest`` is of what was rehearsed; a run of anything else is refused.

    ``rehearsal`` holds the counts that were shown, ``result`` those of what was done and
    {"stations": [[station, left, joined], …]} for the list of what must be printed anew.
    """

    TRANSITIONS: ClassVar = TRANSITIONS

    class CodesLead(models.TextChoices):
        STATION = "station", "通向站点"
        REVOKED = "revoked", "停用"

    congress = models.ForeignKey(
        Congress, on_delete=models.PROTECT, related_name="term_changes", verbose_name="人民代表大会"
    )
    number = models.PositiveSmallIntegerField("新一届届次")
    first_session_on = models.DateField("新一届第一次会议日期")
    state = models.CharField("状态", max_length=12, choices=S.choices, default=S.DRAFT)
    roster = models.FileField("名册", storage=private_storage, upload_to=random_name, blank=True)
    roster_name = models.CharField("名册文件名", max_length=200, blank=True)
    codes_lead = models.CharField(
        "离任代表的二维码", max_length=8, choices=CodesLead.choices, default=CodesLead.STATION
    )
    rehearsal = models.JSONField("预演", default=dict, blank=True, encoder=DjangoJSONEncoder)
    digest = models.CharField("预演的内容", max_length=64, blank=True)
    rehearsed_at = models.DateTimeField("预演时间", null=True, blank=True)
    job = models.ForeignKey(
        Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name="任务"
    )
    problem = models.CharField("没有办成的原因", max_length=300, blank=True)
    created_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, related_name="+", verbose_name="发起人"
    )
    created_at = models.DateTimeField("发起时间", auto_now_add=True)
    ordered_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="决定人",
    )
    done_at = models.DateTimeField("换届时间", null=True, blank=True)
    new_term = models.OneToOneField(
        Term,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="change",
        verbose_name="新一届",
    )
    result = models.JSONField("结果", default=dict, blank=True, encoder=DjangoJSONEncoder)

    objects = TermChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "换届"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["congress"],
                condition=Q(state__in=sorted(UNFINISHED)),
                name="one_unfinished_change",
                violation_error_message="这个人民代表大会已经有一次换届在办。",
            ),
            models.UniqueConstraint(
                fields=["congress", "number"],
                condition=~Q(state="cancelled"),
                name="one_change_per_number",
                violation_error_message="换到这一届已经办过了。",
            ),
            models.CheckConstraint(
                name="change_rehearsed_before_it_runs",
                condition=Q(state__in=["draft", "cancelled"])
                | Q(rehearsed_at__isnull=False) & ~Q(digest=""),
            ),
            models.CheckConstraint(
                name="change_ordered_by_somebody",
                condition=~Q(state__in=["scheduled", "running", "done"])
                | Q(ordered_by__isnull=False),
            ),
            models.CheckConstraint(
                name="change_done_with_its_term",
                condition=Q(state="done", done_at__isnull=False, new_term__isnull=False)
                | ~Q(state="done") & Q(done_at=None, new_term=None),
            ),
            models.CheckConstraint(name="change_number_from_two", condition=Q(number__gte=2)),
        ]

    def __str__(self) -> str:
        return f"{self.congress.name}换到第 {self.number} 届"

    @property
    def is_preparing(self) -> bool:
        return self.state in PREPARING

    @property
    def is_stuck(self) -> bool:
        """Its job ended otherwise than well: nothing was written, and somebody may try again."""
        return self.state == S.RUNNING and (self.job is None or self.job.is_finished)

    def move(self, action: str, **changes: Any) -> None:
        """Along the table; raises TransitionError when somebody was there first."""
        self._move(action, **changes)

    def _unmoved(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Two rehearsals, or two edits, of one state must not overwrite each other unseen."""
        return rows.filter(job=self.job_id, digest=self.digest)

    def drop_roster(self) -> None:
        """It holds phones, and is not kept longer than it is needed; its name is."""
        if self.roster:
            self.roster.delete(save=False)
            TermChange.objects.filter(pk=self.pk).update(roster="")


class LeaverQuerySet(models.QuerySet["Leaver"]):
    def undecided(self) -> Self:
        return self.filter(decided_at=None)


class Leaver(models.Model):
    """Somebody whom the change left without any seat, and what becomes of codes and matters.

    ``matters`` is how many open ones went to the station, ``passed`` how many of them a
    successor took over.
    """

    class CodesLead(models.TextChoices):
        STATION = "station", "通向站点"
        SUCCESSOR = "successor", "通向继任代表"
        REVOKED = "revoked", "停用"

    change = models.ForeignKey(
        TermChange, on_delete=models.PROTECT, related_name="leavers", verbose_name="换届"
    )
    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, related_name="departures", verbose_name="代表"
    )
    codes = models.ManyToManyField(MessageCode, related_name="+", verbose_name="二维码")
    codes_lead = models.CharField(
        "二维码", max_length=10, choices=CodesLead.choices, default=CodesLead.STATION
    )
    matters = models.PositiveIntegerField("转到站点的留言", default=0)
    passed = models.PositiveIntegerField("转给继任代表的留言", default=0)
    successor = models.ForeignKey(
        Representative,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="继任代表",
    )
    decided_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="决定人",
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)

    objects = LeaverQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "离任代表"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["change", "representative"], name="leaves_once"),
            models.CheckConstraint(
                name="codes_lead_to_a_successor_who_is_named",
                condition=~Q(codes_lead="successor") & Q(passed=0) | Q(successor__isnull=False),
            ),
            models.CheckConstraint(
                name="leaver_decided_by_somebody",
                condition=Q(decided_at=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.representative} {self.change}"

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None

    def lead_codes(self, where: str, successor: Representative | None = None) -> int:
        """Let the codes that still live lead there; how many did. A revoked one stays revoked."""
        codes: Iterable[MessageCode] = self.codes.live().select_related("representative")
        match where:
            case Leaver.CodesLead.SUCCESSOR:
                assert successor is not None
                return sum(code.lead_to_representative(successor) for code in codes)
            case Leaver.CodesLead.REVOKED:
                return sum(code.revoke(f"{self.change}，代表离任") for code in codes)
        return sum(code.lead_to_representative(self.representative) for code in codes)
