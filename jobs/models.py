"""Long work that a person waits for: who asked, how far it is, what came out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import managed_areas
from areas.models import Area
from jobs.registry import Kind, get_kind, once_kinds
from jobs.states import (
    FINISHED,
    FORGOTTEN_AFTER,
    KEEP_FOR,
    KEEP_ONCE_FOR,
    MOVING,
    OPEN,
    STALE_AFTER,
    JobState,
)
from jobs.storage import private_storage, random_name
from notifications.models import Notice
from notifications.outbox import notify
from yichang_renda.celery import app, enqueue

if TYPE_CHECKING:
    from accounts.models import User

#: The part of `result` that may quote rows, forgotten together with the files.
PREVIEW = "preview"
#: The task of `jobs.tasks`, by its name: tasks stand on the models.
RUN = app.signature("jobs.run")


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """One's own jobs, and those made for an area one manages."""
        if not user.is_authenticated:
            return self.none()
        seen = Q(created_by=user)
        if user.is_superuser:
            return self
        for area in managed_areas(user):
            seen |= area.scope_q("area__")
        return self.filter(seen)

    def queued(self) -> Self:
        return self.filter(state=JobState.QUEUED)

    def running(self) -> Self:
        return self.filter(state=JobState.RUNNING)

    def forgotten(self, now: datetime) -> Self:
        """Queued, and nobody took them: the broker was away, or lost the word."""
        return self.queued().filter(queued_at__lt=now - FORGOTTEN_AFTER)

    def stale(self, now: datetime) -> Self:
        """Running without a sign of life: the worker died."""
        return self.running().filter(heartbeat_at__lt=now - STALE_AFTER)

    def outdated(self, now: datetime) -> Self:
        """Finished or unconfirmed for a week, and still holding files or previews; a day where
        the result is a secret.
        """
        old = (
            Q(finished_at__lt=now - KEEP_FOR)
            | Q(state=JobState.WAITING, heartbeat_at__lt=now - KEEP_FOR)
            | Q(kind__in=once_kinds(), finished_at__lt=now - KEEP_ONCE_FOR)
        )
        return self.filter(old, is_cleaned=False)


class Job(models.Model):
    """One piece of long work. The row is the truth; the queue only brings it to a worker sooner.

    A worker holds a job by the pair (state running, attempt): every write of its is
    conditional on both, so one that was given up for dead can't write any more.
    """

    kind = models.CharField("种类", max_length=40)
    label = models.CharField("名称", max_length=100)
    step = models.CharField("步骤", max_length=20, blank=True)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.QUEUED)
    attempt = models.PositiveIntegerField("第几次", default=0)
    restarts = models.PositiveSmallIntegerField("中断次数", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    done = models.PositiveIntegerField("已处理", default=0)
    note = models.CharField("正在做什么", max_length=200, blank=True)
    error = models.CharField("没有完成的原因", max_length=500, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="发起人",
        on_delete=models.PROTECT,
        related_name="jobs",
    )
    area = models.ForeignKey(
        Area, verbose_name="地区", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField("发起时间", default=timezone.now)
    queued_at = models.DateTimeField("排队时间", default=timezone.now)
    started_at = models.DateTimeField("开始时间", null=True, blank=True)
    heartbeat_at = models.DateTimeField("最近一次进展", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)
    input_file = models.FileField(
        "上传的文件", storage=private_storage, upload_to=random_name, blank=True
    )
    input_name = models.CharField("上传的文件名", max_length=200, blank=True)
    result_file = models.FileField(
        "结果文件", storage=private_storage, upload_to=random_name, blank=True
    )
    result_name = models.CharField("结果文件名", max_length=200, blank=True)
    params = models.JSONField("参数", default=dict, blank=True, encoder=DjangoJSONEncoder)
    result = models.JSONField("结果", default=dict, blank=True, encoder=DjangoJSONEncoder)
    is_cleaned = models.BooleanField("文件已清理", default=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        constraints = (
            models.CheckConstraint(
                name="job_state_is_known", condition=Q(state__in=JobState.values)
            ),
            models.CheckConstraint(
                name="job_finished_has_time",
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=OPEN, finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="job_running_has_heartbeat",
                condition=~Q(state=JobState.RUNNING)
                | Q(started_at__isnull=False, heartbeat_at__isnull=False, attempt__gt=0),
            ),
            models.CheckConstraint(
                name="job_failed_says_why", condition=~Q(state=JobState.FAILED) | ~Q(error="")
            ),
            models.CheckConstraint(
                name="job_done_within_total", condition=Q(total=0) | Q(done__lte=F("total"))
            ),
        )
        indexes = (
            models.Index(fields=["created_by", "-id"], name="job_of_person"),
            models.Index(fields=["area", "-id"], name="job_of_area"),
            models.Index(
                fields=["state", "queued_at"], name="job_moving", condition=Q(state__in=MOVING)
            ),
            models.Index(
                fields=["finished_at"], name="job_to_clean", condition=Q(is_cleaned=False)
            ),
        )

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    # What the page shows ----------------------------------------------------------------------

    @property
    def kind_info(self) -> Kind | None:
        return get_kind(self.kind)

    @property
    def is_moving(self) -> bool:
        return self.state in MOVING

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def is_waiting(self) -> bool:
        return self.state == JobState.WAITING

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0

    def seconds_left(self, now: datetime) -> int | None:
        """Estimated from the speed so far; None before there is any."""
        if self.state != JobState.RUNNING or not (self.done and self.total and self.started_at):
            return None
        passed = (now - self.started_at).total_seconds()
        return max(0, round(passed / self.done * (self.total - self.done)))

    def queue_position(self) -> int:
        """How many are in line before this one, itself included; 0 when it is not in line."""
        if self.state != JobState.QUEUED:
            return 0
        return Job.objects.queued().filter(queued_at__lte=self.queued_at).count()

    # Moves ------------------------------------------------------------------------------------

    def _move(self, *was: str, only: Q = Q(), **values: Any) -> bool:  # noqa: B008
        """Change the row where it still is what this instance believes; False when it is not."""
        held = Job.objects.filter(only, pk=self.pk, attempt=self.attempt, state__in=was)
        if not held.update(**values):
            return False
        for name, value in values.items():
            setattr(self, name, value)
        return True

    def claim(self, *, now: datetime | None = None) -> bool:
        """Take a queued job for this worker; False when another one was faster."""
        moment = now or timezone.now()
        return self._move(
            JobState.QUEUED,
            state=JobState.RUNNING,
            attempt=self.attempt + 1,
            started_at=moment,
            heartbeat_at=moment,
            done=0,
            total=0,
            note="",
        )

    def report(self, *, done: int, total: int, note: str) -> bool:
        """A sign of life; False when the job was cancelled or given to another worker."""
        total = max(total, done) if total else 0
        return self._move(
            JobState.RUNNING, done=done, total=total, note=note[:200], heartbeat_at=timezone.now()
        )

    def ask(self, result: dict[str, Any], *, note: str = "") -> bool:
        """Stop and let the person decide; `note` is shown instead of 「等您确认」."""
        with transaction.atomic():
            asked = self._move(
                JobState.RUNNING,
                state=JobState.WAITING,
                result=result,
                note=note,
                heartbeat_at=timezone.now(),
            )
            if asked:
                self._ring(f"「{self.label}」核对好了，{note or '请您看一遍再确认'}。")
        return asked

    def note_read(self, user: User) -> None:
        """Whoever looks at the outcome need not be told about it any more."""
        notices = Notice.objects.visible_to(user).filter(url=self.get_absolute_url())
        notices.mark_read(now=timezone.now())

    def confirm(self, *, step: str) -> bool:
        """Put a waiting job in line for its next step; the second of two confirmations is False."""
        with transaction.atomic():
            return (
                self._move(
                    JobState.WAITING,
                    state=JobState.QUEUED,
                    step=step,
                    queued_at=timezone.now(),
                    restarts=0,
                )
                and self._send()
            )

    def finish(self, result: dict[str, Any] | None = None) -> bool:
        """Done. Inside the transaction that writes the data, both happen or neither."""
        with transaction.atomic():
            finished = self._end(
                JobState.RUNNING,
                state=JobState.DONE,
                done=self.total,
                note="",
                result=self.result if result is None else result,
            )
            if finished:
                self._ring(f"「{self.label}」已经完成。")
        return finished

    def fail(self, error: str) -> bool:
        """Not done; `error` is what the person reads."""
        with transaction.atomic():
            failed = self._end(*MOVING, state=JobState.FAILED, note="", error=error[:500])
            if failed:
                self._ring(f"「{self.label}」没有完成，请您看看原因。")
        return failed

    def cancel(self) -> bool:
        """Stop it; False when it is already over. What is being written now is not written."""
        with transaction.atomic():
            return self._end(*OPEN, state=JobState.CANCELLED, note="")

    def _end(self, *was: str, **values: Any) -> bool:
        ended = self._move(*was, finished_at=timezone.now(), **values)
        if ended:
            transaction.on_commit(self._drop_files)
        return ended

    def _drop_files(self) -> None:
        """The uploaded table and finished parts are not kept longer than they are needed."""
        self.drop_parts()
        if self.input_file:
            self.input_file.delete(save=False)
            Job.objects.filter(pk=self.pk).update(input_file="")

    def requeue(self, *, now: datetime) -> bool:
        """Put a job whose worker died in line again."""
        with transaction.atomic():
            return (
                self._move(
                    JobState.RUNNING,
                    only=Q(heartbeat_at__lt=now - STALE_AFTER),
                    state=JobState.QUEUED,
                    queued_at=now,
                    restarts=self.restarts + 1,
                    note="",
                )
                and self._send()
            )

    def remind_queue(self, *, now: datetime) -> bool:
        """Tell the queue once more about a job that nobody took."""
        with transaction.atomic():
            return self._move(JobState.QUEUED, queued_at=now) and self._send()

    def _send(self) -> bool:
        enqueue(RUN, self.pk)
        return True

    def _ring(self, text: str) -> None:
        key = f"job:{self.pk}:{self.attempt}:{self.state}"
        notify(users=[self.created_by], text=text, url=self.get_absolute_url(), key=key)

    def drop_parts(self) -> None:
        for part in self.parts.all():
            part.file.storage.delete(str(part.file.name))
            part.delete()

    def clean_files(self) -> None:
        """Delete the files and the preview; the row with its counts stays."""
        self.drop_parts()
        for stored in (self.input_file, self.result_file):
            if stored:
                stored.delete(save=False)
        kept = {key: value for key, value in self.result.items() if key != PREVIEW}
        Job.objects.filter(pk=self.pk).update(
            input_file="", result_file="", result=kept, is_cleaned=True
        )


class JobPart(models.Model):
    """A finished stretch of a long job: a job whose worker died goes on after it.

    The row is written before its file, so that no file is left behind that nobody knows.
    """

    job = models.ForeignKey(
        Job, on_delete=models.CASCADE, related_name="parts", verbose_name="后台任务"
    )
    key = models.CharField("哪一部分", max_length=64)
    file = models.FileField("文件", storage=private_storage, upload_to=random_name)
    result = models.JSONField("结果", default=dict, encoder=DjangoJSONEncoder)
    is_done = models.BooleanField("已完成", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "后台任务的一部分"
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["job", "key"], name="one_part_per_key"),)

    def __str__(self) -> str:
        return f"{self.job} {self.key}"


def start_job(
    *,
    kind: str,
    label: str,
    created_by: User,
    area: Area | None = None,
    params: dict[str, Any] | None = None,
    input_file: File[bytes] | None = None,
    step: str = "",
) -> Job:
    """Record a job and put it in line; a worker takes it when the transaction has committed."""
    if get_kind(kind) is None:
        raise ValueError(f"unknown job kind {kind!r}")
    with transaction.atomic():
        job = Job(
            kind=kind, label=label, created_by=created_by, area=area, params=params or {}, step=step
        )
        if input_file is not None:
            job.input_name = (input_file.name or "")[-200:]
            job.input_file.save("", input_file, save=False)
        job.save()
        job._send()
    return job
