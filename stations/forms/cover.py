"""Who stands in for a station between two dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from office.fields import date_input
from stations.models import LiaisonOfficer, Station, StationCover


class OfficerChoice(forms.ModelChoiceField):
    def label_from_instance(self, officer: Any) -> str:
        """「何一舟（小林园社区代表联络站）」; stations are prefetched."""
        names = [station.name for station in officer.stations.all()]
        more = f"等 {len(names)} 个站点" if len(names) > 1 else ""
        return f"{officer.name}（{names[0]}{more}）" if names else officer.name


class CoverForm(forms.ModelForm[StationCover]):
    """``officer`` empty means the office above. Officers of the same county may stand in."""

    officer = OfficerChoice(
        label="由谁代管",
        queryset=LiaisonOfficer.objects.none(),
        required=False,
        help_text="只能选同一个县（市、区）里其他站点的联络员。",
    )

    class Meta:
        model = StationCover
        fields = ("officer", "starts_on", "ends_on", "reason")
        widgets = {"starts_on": date_input(), "ends_on": date_input()}
        labels = {"starts_on": "从哪天", "ends_on": "到哪天（含）"}

    def __init__(
        self, *args: Any, station: Station, office: str, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.instance.station = station
        self.station = station
        choice = self.fields["officer"]
        assert isinstance(choice, OfficerChoice)
        choice.queryset = officers_near(station)
        choice.empty_label = f"{office}（还没人处理的留言转到机关）"
        self.fields["reason"].required = True
        self.fields["reason"].help_text = "例如：联络员休假。"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        start, end = values.get("starts_on"), values.get("ends_on")
        if start and start < self.today:
            self.add_error("starts_on", "这一天已经过去了，请从今天或以后开始。")
        if start and end and end < start:
            self.add_error("ends_on", "结束日期不能早于开始日期。")
        elif start and end and self._overlaps(start, end):
            self.add_error("starts_on", "这段时间已经有人代管了，请先结束原来的。")
        return values

    def _overlaps(self, start: date, end: date) -> bool:
        return self.station.covers.filter(starts_on__lte=end, ends_on__gte=start).exists()


def officers_near(station: Station) -> QuerySet[LiaisonOfficer]:
    """Active officers of other stations in the same county, with their stations."""
    county = station.area.county or station.area
    near = Station.objects.within(county).order_by().values("pk")
    through = LiaisonOfficer.stations.through.objects
    there = through.filter(station__in=near).values("liaisonofficer")
    here = through.filter(station=station).values("liaisonofficer")
    officers = LiaisonOfficer.objects.active().filter(Q(pk__in=there) & ~Q(pk__in=here))
    return officers.prefetch_related("stations").order_by("name", "pk")
