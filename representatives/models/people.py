"""Persons, the seats they hold, and the codes that lead to them.

Person, seat and code are three things: a person may hold seats at several levels, and a
printed code outlives the seat it was printed for.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.permissions import office_scope_q
from accounts.phones import PhoneHolder
from areas.models import Area
from stations.models import LiaisonOfficer, Station

if TYPE_CHECKING:
    from accounts.models import User

# No 0/O, 1/I/L, U: people read short addresses aloud and type them from a board.
SLUG_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SLUG_LENGTH = 8


def new_slug() -> str:
    return "".join(secrets.choice(SLUG_ALPHABET) for _ in range(SLUG_LENGTH))


class Level(models.TextChoices):
    """The five levels of people's congresses (地方组织法)."""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省"
    CITY = "city", "市"
    COUNTY = "county", "县"
    TOWNSHIP = "township", "乡"


class RepresentativeQuerySet(models.QuerySet["Representative"]):
    def serving(self) -> Self:
        """Persons who hold at least one active seat."""
        return self.filter(
            models.Exists(Seat.objects.active().filter(representative=models.OuterRef("pk")))
        )

    def within(self, area: Area) -> Self:
        return self.filter(area.scope_q("station__area__"))

    def looked_after_by(self, user: User) -> Self:
        """Persons at a station within the offices in which ``user`` works."""
        return self.filter(office_scope_q(user, "station__area__"))


class Representative(PhoneHolder):
    """人大代表, the person. ``phone`` is never shown; ``public_phone`` is, when published."""

    class Sex(models.TextChoices):
        MALE = "male", "男"
        FEMALE = "female", "女"

    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=120, blank=True)
    sex = models.CharField("性别", max_length=8, choices=Sex.choices, blank=True)
    ethnicity = models.CharField("民族", max_length=20, blank=True)
    post = models.CharField("单位职务", max_length=80, blank=True)
    bio = models.TextField("简介", max_length=1000, blank=True)
    photo = models.ImageField("照片", upload_to="representatives/", blank=True)
    public_phone = models.CharField("公示电话", max_length=20, blank=True)
    station = models.ForeignKey(
        Station,
        on_delete=models.PROTECT,
        related_name="representatives",
        verbose_name="所在站点",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="representative",
        verbose_name="账号",
    )
    publish_photo = models.BooleanField("公开照片", default=True)
    publish_post = models.BooleanField("公开单位职务", default=True)
    publish_bio = models.BooleanField("公开简介", default=True)
    publish_phone = models.BooleanField("公开公示电话", default=False)
    away_from = models.DateField("外出开始", null=True, blank=True)
    away_until = models.DateField("外出结束", null=True, blank=True)

    objects = RepresentativeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表"
        ordering = ["pk"]
        indexes = [models.Index(fields=["name"], name="representative_name")]
        constraints = [
            models.UniqueConstraint(fields=["name", "phone_index"], name="one_person_per_phone"),
            models.CheckConstraint(
                name="away_dates_in_order",
                condition=Q(away_from__isnull=True, away_until__isnull=True)
                | Q(away_until__gte=F("away_from")),
                violation_error_message="外出的开始和结束日期要一起填，结束不能早于开始。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_away(self, today: date) -> bool:
        return self.away_from is not None and self.away_from <= today <= (
            self.away_until or self.away_from
        )

    @property
    def posts_line(self) -> str:
        """「西陵区、宜昌市人大代表」; one query unless ``seats`` is prefetched."""
        congresses = [seat.congress for seat in self.seats.all() if seat.is_active]
        return "、".join(dict.fromkeys(congresses)) + "人大代表" if congresses else ""


class SeatQuerySet(models.QuerySet["Seat"]):
    def active(self) -> Self:
        return self.filter(status=Seat.Status.ACTIVE)


class Seat(models.Model):
    """A seat in one congress for one term; at most one person's per congress and term."""

    class Status(models.TextChoices):
        ACTIVE = "active", "在任"
        SUSPENDED = "suspended", "暂停执行职务"
        ENDED = "ended", "已终止"

    class EndReason(models.TextChoices):
        """代表法 (2025) Art. 62, and the plain end of a term."""

        TERM_OVER = "term_over", "任期届满"
        MOVED = "moved", "迁出或调离"
        RESIGNED = "resigned", "辞职被接受"
        ABSENT = "absent", "未经批准两次不出席会议"
        RECALLED = "recalled", "被罢免"
        NATIONALITY = "nationality", "丧失国籍"
        RIGHTS_LOST = "rights_lost", "被剥夺政治权利"
        INCAPABLE = "incapable", "丧失行为能力"
        DIED = "died", "去世"

    representative = models.ForeignKey(
        Representative, on_delete=models.PROTECT, related_name="seats", verbose_name="代表"
    )
    level = models.CharField("层级", max_length=16, choices=Level.choices)
    congress = models.CharField(
        "人大名称", max_length=40, help_text="例如：西陵区、宜昌市、湖北省、全国"
    )
    term = models.PositiveSmallIntegerField("届次")
    electing_body = models.CharField("选区或选举单位", max_length=80)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, related_name="seats", verbose_name="区划"
    )
    status = models.CharField("状态", max_length=16, choices=Status.choices, default=Status.ACTIVE)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=16, choices=EndReason.choices, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "代表职务"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["representative", "level", "congress", "term"],
                name="one_seat_per_congress_and_term",
            ),
            models.CheckConstraint(
                name="seat_ended_with_date_and_reason",
                condition=Q(status="ended", ended_on__isnull=False) & ~Q(end_reason="")
                | ~Q(status="ended") & Q(ended_on__isnull=True, end_reason=""),
                violation_error_message="终止的职务要写明日期和原因。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.congress}第{self.term}届人大代表"

    @property
    def is_active(self) -> bool:
        return self.status == self.Status.ACTIVE

    def end(self, *, on: date, reason: str) -> None:
        self.status, self.ended_on, self.end_reason = self.Status.ENDED, on, reason
        self.save(update_fields=["status", "ended_on", "end_reason"])

    def suspend(self) -> bool:
        """暂停执行职务 (代表法 Art. 61); False when the seat is not active."""
        return self._turn(self.Status.ACTIVE, self.Status.SUSPENDED)

    def resume(self) -> bool:
        return self._turn(self.Status.SUSPENDED, self.Status.ACTIVE)

    def _turn(self, was: str, now: str) -> bool:
        turned = bool(Seat.objects.filter(pk=self.pk, status=was).update(status=now))
        if turned:
            self.status = now
        return turned


class MessageCodeQuerySet(models.QuerySet["MessageCode"]):
    def live(self) -> Self:
        return self.filter(revoked_at__isnull=True)

    def looked_after_by(self, user: User) -> Self:
        """Codes of persons and stations within the offices in which ``user`` works."""
        people = Representative.objects.looked_after_by(user).order_by().values("pk")
        officers = LiaisonOfficer.objects.looked_after_by(user).order_by().values("pk")
        stations = Station.objects.looked_after_by(user).order_by().values("pk")
        return self.filter(
            Q(representative__in=people) | Q(officer__in=officers) | Q(station__in=stations)
        )


class MessageCode(models.Model):
    """A printed QR code. It leads to a person or a station; where it leads can be changed."""

    slug = models.CharField("短码", max_length=16, unique=True, default=new_slug)
    representative = models.ForeignKey(
        Representative, null=True, blank=True, on_delete=models.PROTECT, related_name="codes",
        verbose_name="代表",
    )  # fmt: skip
    officer = models.ForeignKey(
        LiaisonOfficer, null=True, blank=True, on_delete=models.PROTECT, related_name="codes",
        verbose_name="联络员",
    )  # fmt: skip
    station = models.ForeignKey(
        Station, null=True, blank=True, on_delete=models.PROTECT, related_name="codes",
        verbose_name="站点",
    )  # fmt: skip
    issued_at = models.DateTimeField("发放时间", auto_now_add=True)
    revoked_at = models.DateTimeField("停用时间", null=True, blank=True)
    revoked_reason = models.CharField("停用原因", max_length=80, blank=True)

    objects = MessageCodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "留言二维码"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="code_leads_to_exactly_one",
                condition=Q(representative__isnull=False, officer=None, station=None)
                | Q(officer__isnull=False, representative=None, station=None)
                | Q(station__isnull=False, representative=None, officer=None),
                violation_error_message="二维码要指向一位代表、一位联络员或一个站点，只能选一个。",
            ),
            models.CheckConstraint(
                name="code_revoked_with_reason",
                condition=Q(revoked_at__isnull=True, revoked_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoked_reason=""),
                violation_error_message="停用二维码要写明原因。",
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def is_live(self) -> bool:
        return self.revoked_at is None

    @property
    def owner(self) -> Representative | LiaisonOfficer | Station:
        """Whom the code leads to."""
        owner = self.representative or self.officer or self.station
        assert owner is not None  # the constraint says exactly one
        return owner

    def revoke(self, reason: str) -> bool:
        """停用: the printed code says so from now on; False when it already was."""
        now = timezone.now()
        live = MessageCode.objects.live().filter(pk=self.pk)
        if not live.update(revoked_at=now, revoked_reason=reason):
            return False
        self.revoked_at, self.revoked_reason = now, reason
        return True

    @transaction.atomic
    def reissue(self, reason: str) -> MessageCode | None:
        """Revoke and issue a new one that leads to the same; None when it was revoked before."""
        if not self.revoke(reason):
            return None
        return MessageCode.objects.create(
            representative=self.representative, officer=self.officer, station=self.station
        )

    def lead_to(self, station: Station) -> bool:
        """From now on the printed code leads to a station; False when it was revoked."""
        live = MessageCode.objects.live().filter(pk=self.pk)
        return bool(live.update(representative=None, officer=None, station=station))
