"""Representatives: the persons."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from accounts.looked_after import LookedAfterQuerySet
from accounts.phones import PhoneHolder
from areas.models import Area
from stations.models import Station


class RepresentativeQuerySet(LookedAfterQuerySet["Representative"]):
    path_to_area = "station__area__"

    def serving(self) -> Self:
        """Persons who hold at least one active seat."""
        from representatives.models.seats import Seat  # seats stand on persons

        return self.filter(
            models.Exists(Seat.objects.active().filter(representative=models.OuterRef("pk")))
        )

    def within(self, area: Area) -> Self:
        return self.filter(area.scope_q("station__area__"))

    def named(self, text: str) -> Self:
        """By name, or by pinyin without tones: 「yu jiang」, 「yujiang」 or the initials 「yj」."""
        typed = text.replace(" ", "")
        spelled = self.alias(spelling=Replace("pinyin", Value(" "), Value("")))
        by_pinyin = Q(spelling__istartswith=typed) | Q(pinyin__iendswith=f" {typed}")
        return spelled.filter(Q(name__icontains=text) | by_pinyin)


class Representative(PhoneHolder):
    """人大代表, the person. ``phone`` is never shown; ``public_phone`` is, when published."""

    class Sex(models.TextChoices):
        MALE = "male", "男"
        FEMALE = "female", "女"

    name = models.CharField("姓名", max_length=40)
    pinyin = models.CharField("拼音", max_length=120, blank=True)
    sex = models.CharField("性别", max_length=8, choices=Sex.choices, blank=True)
    is_party_member = models.BooleanField("中共党员", default=False, help_text="只有工作人员看得到")
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

    @property
    def area(self) -> Area:
        """Whose managers look after the person."""
        return self.station.area

    def is_away(self, today: date) -> bool:
        return self.away_from is not None and self.away_from <= today <= (
            self.away_until or self.away_from
        )

    @property
    def posts_line(self) -> str:
        """「西陵区、宜昌市人大代表」; for lists prefetch ``Seat.objects.with_names()`` as seats."""
        congresses = [seat.term.congress.name for seat in self.seats.all() if seat.is_active]
        return "、".join(dict.fromkeys(congresses)) + "人大代表" if congresses else ""
