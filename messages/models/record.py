"""What is known of a matter: the columns, and what can be said from them alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.phones import EncryptedTextField, PhoneHolder
from areas.models import Area
from casework.clock import Explained
from casework.models import Clocked
from casework.timeline import Timeline
from messages.models.entries import Channel
from messages.models.rules import Rules, rules_for
from messages.secrets import TrackingSecret
from messages.states import (
    BEFORE_REPLY,
    STAGES,
    TRANSITIONS,
    Grade,
    Holder,
    Origin,
    Rating,
    RatingSource,
    Referral,
    Stage,
    State,
)
from representatives.models import MessageCode, Representative
from stations.models import Station

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from messages.models.assignments import MessageAssignment, MessageAssignmentQuerySet
    from messages.models.events import InternalNote, MessageEvent, ReplyDraft
    from messages.models.message import Message
    from messages.models.photos import Photo
    from messages.models.publication import Publication

    class Shares(RelatedManager[MessageAssignment]):
        def open(self) -> MessageAssignmentQuerySet: ...
        def acting(self) -> MessageAssignmentQuerySet: ...


USER = settings.AUTH_USER_MODEL


class MatterRecord(PhoneHolder, Clocked, Timeline):
    """The columns of ``Message``; the moves stand on them in modules by who moves."""

    TRANSITIONS: ClassVar = TRANSITIONS

    if TYPE_CHECKING:
        assignments: Shares
        drafts: RelatedManager[ReplyDraft]
        events: RelatedManager[MessageEvent]
        merged: RelatedManager[Message]
        notes: RelatedManager[InternalNote]
        parts: RelatedManager[Message]
        photos: RelatedManager[Photo]
        publications: RelatedManager[Publication]

    # where it came from
    origin = models.CharField("来源", max_length=8, choices=Origin.choices, default=Origin.QR)
    code = models.ForeignKey(
        MessageCode,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="二维码",
    )
    channel = models.ForeignKey(
        Channel,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
        verbose_name="入口",
    )
    representative = models.ForeignKey(
        Representative,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="received_messages",
        verbose_name="代表",
    )
    station = models.ForeignKey(
        Station,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="received_messages",
        verbose_name="站点",
    )
    area = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
        verbose_name="区划",
        help_text="站点所在的区划；选民不想让本站看到的，是上一级机关的区划。",
    )
    is_kept = models.BooleanField("不让本站和代表看到", default=False)
    entered_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="登记人",
    )
    split_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        verbose_name="拆分自",
    )

    # what the voter said
    body = models.TextField("内容", max_length=5000)
    name = models.CharField("称呼", max_length=40, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    may_publish = models.BooleanField("同意隐去个人信息后公开", default=False)
    phone_confirmed_at = models.DateTimeField("手机号核实时间", null=True, blank=True)
    submitted_at = models.DateTimeField("提交时间")

    # what opens it
    secret = EncryptedTextField("查询凭据")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    submission_digest = models.CharField(max_length=64, unique=True, editable=False)
    slip_printed_at = models.DateTimeField("回执打印时间", null=True, blank=True)

    # where it stands
    state = models.CharField("状态", max_length=16, choices=State.choices, default=State.SUBMITTED)
    holder = models.CharField("经办方", max_length=16, choices=Holder.choices)
    office = models.ForeignKey(
        Area,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        db_index=False,
        related_name="+",
        verbose_name="经办机关",
        help_text="经办的机关，或者交办、审核答复的机关；为空表示由站点交办。",
    )
    referral = models.CharField(
        "提请事项", max_length=8, choices=Referral.choices, blank=True, default=Referral.NONE
    )
    grade = models.CharField("难度", max_length=8, choices=Grade.choices, default=Grade.SIMPLE)
    held_since = models.DateTimeField("经办开始时间")
    supervised_at = models.DateTimeField("督办时间", null=True, blank=True)
    urged_at = models.DateTimeField("最近催办时间", null=True, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)
    replied_by = models.ForeignKey(
        USER,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="答复人",
    )
    ended_at = models.DateTimeField("结束时间", null=True, blank=True)
    reopened_at = models.DateTimeField("再办时间", null=True, blank=True)

    # how it ended
    rating = models.CharField("评价", max_length=20, choices=Rating.choices, blank=True)
    rating_source = models.CharField(
        "评价方式", max_length=8, choices=RatingSource.choices, blank=True
    )
    rating_words = models.TextField("评价的话", max_length=1000, blank=True)
    right_channel = models.CharField("正确渠道", max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged",
        verbose_name="合并到",
    )
    other_system = models.CharField("其他系统", max_length=40, blank=True)
    other_number = models.CharField("其他系统编号", max_length=40, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Shown to everybody concerned; opens nothing. The key itself, so it is never twice."""
        return f"{timezone.localtime(self.submitted_at).year}-{self.pk:06d}"

    @property
    def tracking(self) -> TrackingSecret:
        """For the voter's own pages, texts and slip; never for a staff page."""
        return TrackingSecret.unpack(self.secret)

    @property
    def rules(self) -> Rules:
        return rules_for(self.area)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_proxied(self) -> bool:
        """Entered by an officer for somebody; its ratings are counted apart."""
        return self.entered_by_id is not None

    @property
    def stage(self) -> Stage:
        return STAGES[self.state]

    @property
    def first_answer_due(self) -> Explained:
        """What the voter was promised on the receipt."""
        return self.rules.first_answer(timezone.localdate(self.submitted_at))

    def promise(self, grade: Grade) -> str:
        """「一般事项（5 个工作日）：今天交办，最迟 11 月 27 日（周五）答复」"""
        limit = self.rules.handling(grade)
        due = limit.run(timezone.localdate()).day_words
        return f"{grade.label}（{limit}）：今天交办，最迟 {due}答复"

    @property
    def was_reopened(self) -> bool:
        return self.reopened_at is not None

    @property
    def waits_for_reply(self) -> bool:
        return self.state in BEFORE_REPLY

    def _unmoved(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """A move that leaves the state alone must still lose to one that was there first."""
        return rows.filter(
            holder=self.holder,
            office=self.office_id,
            supervised_at=self.supervised_at,
            urged_at=self.urged_at,
            paused_on=self.paused_on,
        )
