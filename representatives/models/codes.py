"""Printed codes, and where they lead."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from representatives.models.people import Representative
from stations.models import LiaisonOfficer, Station

if TYPE_CHECKING:
    from accounts.models import User

# No 0/O, 1/I/L, U: people read short addresses aloud and type them from a board.
SLUG_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SLUG_LENGTH = 8


def new_slug() -> str:
    return "".join(secrets.choice(SLUG_ALPHABET) for _ in range(SLUG_LENGTH))


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
        Representative,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="codes",
        verbose_name="代表",
    )
    officer = models.ForeignKey(
        LiaisonOfficer,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="codes",
        verbose_name="联络员",
    )
    station = models.ForeignKey(
        Station,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="codes",
        verbose_name="站点",
    )
    printed_for = models.CharField(
        "原来是谁的",
        max_length=40,
        blank=True,
        editable=False,
        help_text="印着这位代表的名字，现在通向别人。",
    )
    issued_at = models.DateTimeField("发放时间", auto_now_add=True)
    printed_at = models.DateTimeField("最近印制", null=True, blank=True)
    mounted_on = models.DateField("张贴日期", null=True, blank=True)
    mounted_at = models.CharField("张贴位置", max_length=60, blank=True)
    last_scanned_on = models.DateField("最近扫码", null=True, blank=True)
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
        return self._lead(representative=None, officer=None, station=station)

    def lead_to_representative(self, person: Representative) -> bool:
        """From now on the printed code leads to this person, for instance a successor."""
        return self._lead(representative=person, officer=None, station=None)

    def _lead(self, **target: Any) -> bool:
        """The name on the paper stays known, so that whoever scans it can be told."""
        name = self.printed_for or (self.representative.name if self.representative else "")
        new = target["representative"]
        printed_for = "" if new and new.name == name else name
        live = MessageCode.objects.live().filter(pk=self.pk)
        return bool(live.update(printed_for=printed_for, **target))
