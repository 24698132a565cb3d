"""A station as the register holds it: its particulars, reception days and pictures."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace

from accounts.models import User
from accounts.phones import normalise_phone
from jobs.picture_fields import fresh_copy
from office.fields import AreaField, date_input
from office.lists import Filters
from office.lists.filters import ChoiceFilter, PlaceFilter, TextFilter
from stations.fields import StationField
from stations.models import ReceptionDay, Station, StationPhoto

PICTURE_MEGABYTES = 10
PICTURE_SIDE = 1280
MOST_PICTURES = 9


class StationForm(forms.ModelForm[Station]):
    class Meta:
        model = Station
        fields = (
            "name",
            "code",
            "kind",
            "area",
            "field",
            "parent",
            "host_kind",
            "host",
            "head",
            "address",
            "phone",
            "opening_hours",
            "opened_on",
            "longitude",
            "latitude",
        )
        widgets = {"opened_on": date_input()}
        help_texts = {
            "code": "全市不重复，公示牌和导入表格都用它。",
            "kind": "代表之家设在乡镇（街道），代表联络站设在村（社区），基层联系点哪里都可以。",
            "field": "专业联系点的领域，例如：茶旅融合、乡村振兴。",
            "host": "例如：果园路社区党群服务中心。",
            "phone": "公开给选民的电话，可以是座机。",
            "opening_hours": "例如：工作日 9:00–17:00。",
            "longitude": "东经，例如 111.286。和纬度一起填，用来打开手机地图。",
            "latitude": "北纬，例如 30.692。",
        }
        error_messages = {"code": {"unique": "这个编号已经有站点用了。"}}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, empty in (("kind", "请选择"), ("host_kind", "不填")):
            choices = self._meta.model._meta.get_field(name).get_choices(blank_choice=[("", empty)])
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["area"] = AreaField(user=user)
        mine = Q(pk__in=Station.objects.looked_after_by(user).order_by().values("pk"))
        # What stands there stays, whoever looks after it.
        self.fields["parent"] = StationField(
            stations=Station.objects.filter(mine | Q(pk=self.instance.parent_id)),
            label="上级站点",
            required=False,
            help_text="填编号或完整的名称，例如所在乡镇（街道）的代表之家。",
        )

    def clean_phone(self) -> str:
        """As the import writes it."""
        phone: str = self.cleaned_data["phone"]
        return normalise_phone(phone) if phone else ""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        east, north = data.get("longitude"), data.get("latitude")
        for name, value, other, limit in (
            ("longitude", east, north, 180),
            ("latitude", north, east, 90),
        ):
            if name in self.errors:
                continue
            if value is None and other is not None:
                self.add_error(name, "经度和纬度要一起填。")
            elif value is not None and abs(value) > limit:
                self.add_error(name, f"要在 -{limit} 到 {limit} 之间。")
        return data

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under three headings, as the page shows them."""
        names = {
            "基本信息": ("name", "code", "kind", "area", "field", "parent", "opened_on"),
            "公开给选民的": ("address", "phone", "opening_hours", "longitude", "latitude"),
            "依托和负责人": ("host_kind", "host", "head"),
        }
        return [(title, [self[name] for name in group]) for title, group in names.items()]


class HoursForm(forms.ModelForm[Station]):
    class Meta:
        model = Station
        fields = ("opening_hours",)
        help_texts = {"opening_hours": "例如：工作日 9:00–17:00，中午不休息。"}


class ReceptionForm(forms.ModelForm[ReceptionDay]):
    """``day`` is asked for twice, as a day of the month and as a weekday; one of them counts."""

    date = forms.IntegerField(
        label="几号",
        required=False,
        min_value=1,
        max_value=31,
        help_text="1 到 31；没有这一天的月份用最后一天。",
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "每月的接待日填 1 到 31。"
        ),
    )
    weekday = forms.TypedChoiceField(
        label="周几",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "请选择"), *((n, f"周{name}") for n, name in enumerate("一二三四五六日", 1))],
    )

    class Meta:
        model = ReceptionDay
        fields = ("every", "starts_at", "ends_at", "when_off", "note")
        clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        widgets = {"every": forms.RadioSelect, "starts_at": clock, "ends_at": clock}
        error_messages = {
            "starts_at": {"invalid": "请填时间，例如 9:00。"},
            "ends_at": {"invalid": "请填时间，例如 11:00。"},
        }

    field_order = ("every", "date", "weekday")

    def __init__(self, *args: Any, station: Station, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.station = station
        if self.instance.day is not None:
            is_monthly = self.instance.every == ReceptionDay.Every.MONTH
            self.initial["date" if is_monthly else "weekday"] = self.instance.day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        name = "weekday" if data.get("every") == ReceptionDay.Every.WEEK else "date"
        if data.get(name) is not None:
            self.instance.day = data[name]
        elif name not in self.errors:
            self.add_error(name, "请选周几。" if name == "weekday" else "请填几号。")
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "结束时间要晚于开始时间。")
        return data

    def _get_validation_exclusions(self) -> set[str]:
        """Station and day are part of 「one rule per day and hour」, though no field is theirs."""
        own = {"station", "day"} if self.instance.day is not None else {"station"}
        return super()._get_validation_exclusions() - own  # type: ignore[misc]


class PhotoForm(forms.ModelForm[StationPhoto]):
    picture = forms.FileField(
        label="照片",
        help_text="JPEG、PNG、WebP 或 HEIC，不超过 10 MB；会自动去掉拍摄地点等信息。",
        error_messages={"required": "请选一张照片。", "empty": "这张照片是空的，请重新选择。"},
    )

    class Meta:
        model = StationPhoto
        fields = ("caption",)
        help_texts = {"caption": "写照片上是什么，看不到图的人也能知道，例如：接待室。"}

    field_order = ("picture", "caption")

    def clean_picture(self) -> ContentFile[bytes]:
        return fresh_copy(
            self.cleaned_data["picture"], longest=PICTURE_SIDE, most_megabytes=PICTURE_MEGABYTES
        )


class StationFilters(Filters):
    q = TextFilter("name", "名称、编号、拼音或所在地", method="named")
    kind = ChoiceFilter("kind", "类型", Station.Kind.choices)
    field = TextFilter("field", "领域")
    area = PlaceFilter()
    state = ChoiceFilter(
        "is_active", "状态", [("open", "开放"), ("closed", "已停用")], method="in_state"
    )

    def named(self, rows: QuerySet[Station], name: str, text: str) -> QuerySet[Station]:
        typed = text.replace(" ", "").lower()
        spelled = rows.alias(spelling=Replace("pinyin", Value(" "), Value("")))
        return spelled.filter(
            Q(name__icontains=text)
            | Q(code=text)
            | Q(area__short_name__icontains=text)
            | Q(spelling__istartswith=typed)
            | Q(pinyin__icontains=f" {typed}")
        )

    def in_state(self, rows: QuerySet[Station], name: str, value: str) -> QuerySet[Station]:
        return rows.filter(is_active=value == "open")
