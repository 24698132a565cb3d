"""Districts of a congress, and the season in which its people's figures are not published."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from areas.models import Area
from office.fields import date_input
from representatives.models import Congress, ElectoralDistrict, PublicationFreeze
from yichang_renda.fields import RowsField

LONGEST_FREEZE = timedelta(days=366)


class FreezeForm(forms.ModelForm[PublicationFreeze]):
    """From today or later, for a year at most; two of one congress never overlap."""

    class Meta:
        model = PublicationFreeze
        fields = ("starts_on", "ends_on", "reason")
        widgets = {"starts_on": date_input(), "ends_on": date_input()}
        labels = {"starts_on": "从哪天", "ends_on": "到哪天（含）"}
        help_texts = {"reason": "例如：换届选举期间。"}
        error_messages = {
            "starts_on": {"required": "请填从哪天开始。"},
            "ends_on": {"required": "请填到哪天为止。"},
            "reason": {"required": "请写明原因。"},
        }

    def __init__(self, *args: Any, congress: Congress, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.congress = self.congress = congress
        self.today = today

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and start < self.today:
            self.add_error("starts_on", "这一天已经过去了，请从今天或以后开始。")
        if not (start and end):
            return values
        if end < start:
            self.add_error("ends_on", "结束日期不能早于开始日期。")
        elif end - start > LONGEST_FREEZE:
            self.add_error("ends_on", "一次最多一年，请核对年份。")
        elif self.congress.freezes.filter(starts_on__lte=end, ends_on__gte=start).exists():
            self.add_error("starts_on", "这段时间里已经有一段暂停公开，请先结束原来的。")
        return values

    def _post_clean(self) -> None:
        """The model's own constraints say the same less plainly; ask them only of good dates."""
        if not self.errors:
            super()._post_clean()  # type: ignore[misc]


class AreasField(RowsField):
    default_error_messages = {
        "invalid_choice": "选的区划里有的不属于这一级人民代表大会，请重新选。",
        "invalid_pk_value": "选的区划里有的不存在，请重新选。",
    }


class DistrictAreasForm(forms.Form):
    """Which areas a district covers: those its congress elects for, and no others."""

    areas = AreasField(label="范围", queryset=Area.objects.none(), required=False)

    def __init__(self, *args: Any, district: ElectoralDistrict, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["areas"]
        assert isinstance(field, AreasField)
        home = district.term.congress.area
        field.queryset = Area.objects.within(home).exclude(pk=home.pk)
        self.chosen = (
            {str(key) for key in self.data.getlist("areas")}  # type: ignore[attr-defined]
            if self.is_bound
            else {str(pk) for pk in district.areas.order_by().values_list("pk", flat=True)}
        )

    def towns(self) -> list[dict[str, Any]]:
        """The townships with their villages, each with whether it is chosen; one query."""
        towns: list[dict[str, Any]] = []
        for area in self.fields["areas"].queryset:  # type: ignore[attr-defined]
            entry = {"area": area, "chosen": str(area.pk) in self.chosen}
            if area.level == "village" and towns and towns[-1]["path"] == area.path[:-4]:
                towns[-1]["villages"].append(entry)
                towns[-1]["open"] = towns[-1]["open"] or entry["chosen"]
            else:
                towns.append(entry | {"path": area.path, "villages": [], "open": entry["chosen"]})
        return towns
