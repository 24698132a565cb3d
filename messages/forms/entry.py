"""What an officer writes down for a visitor, a caller or a letter; and slips and ledgers."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.phones import normalise_phone
from messages.codes.destination import Recipient
from messages.forms.desk import ask_for_what_is_missing, line, words
from messages.intake.incoming import Words
from messages.states import BY_HAND, Origin
from representatives.models import Representative
from stations.models import Station
from yichang_renda.fields import tidy

ORIGINS = [(origin.value, origin.label) for origin in BY_HAND]
KEY_MAX = 64


class EntryForm(forms.Form):
    """Five fields, and what is rarely needed. ``key`` makes a repeat recognisable."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=KEY_MAX)
    body = words("反映什么事", rows=5, longest=5000, help_text="照本人的话写。")
    name = line("称呼", longest=40, required=False)
    phone = line(
        "手机号", longest=40, required=False, help_text="没有也可以登记，回执上会印一个凭证号代替。"
    )
    place = line("地点", longest=120, required=False)
    origin = forms.ChoiceField(
        label="怎么来的", choices=ORIGINS, widget=forms.RadioSelect, initial=Origin.WALK_IN
    )
    station = forms.ModelChoiceField(Station.objects.none(), label="站点", empty_label=None)
    representative = forms.ModelChoiceField(
        Representative.objects.none(),
        label="想反映给哪位代表",
        required=False,
        empty_label="不指定",
    )
    may_publish = forms.BooleanField(label="本人同意隐去个人信息后公开", required=False)
    other_system = line("其他系统的名称", longest=40, required=False, help_text="例如 12345 热线。")
    other_number = line("其他系统的编号", longest=40, required=False)

    def __init__(self, *args: Any, stations: list[Station], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [station.pk for station in stations]
        station, person = self.fields["station"], self.fields["representative"]
        station.queryset = Station.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        person.queryset = Representative.objects.serving().filter(  # type: ignore[attr-defined]
            station__in=ids
        )
        if len(ids) == 1:
            self.initial["station"] = ids[0]
            station.widget = forms.HiddenInput()
        ask_for_what_is_missing(self)

    def clean_phone(self) -> str | None:
        typed = self.cleaned_data["phone"]
        return normalise_phone(typed) if typed else None

    def clean_key(self) -> str:
        return tidy(self.cleaned_data["key"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        person, station = cleaned.get("representative"), cleaned.get("station")
        if person and station and person.station_id != station.pk:
            self.add_error("representative", "这位代表不在所选的站点。")
        if bool(cleaned.get("other_system")) != bool(cleaned.get("other_number")):
            empty = "other_number" if cleaned.get("other_system") else "other_system"
            self.add_error(empty, "其他系统的名称和编号要一起填。")
        return cleaned

    @property
    def has_more(self) -> bool:
        """Is there anything among what is rarely needed?"""
        rare = ("representative", "other_number", "other_system", "may_publish")
        return any(self[name].value() for name in rare)

    @property
    def words(self) -> Words:
        data = self.cleaned_data
        return Words(data["body"], data["phone"], data["name"], data["place"], data["may_publish"])

    @property
    def recipient(self) -> Recipient:
        return Recipient(self.cleaned_data["station"], self.cleaned_data["representative"])

    @property
    def other(self) -> tuple[str, str]:
        return self.cleaned_data["other_system"], self.cleaned_data["other_number"]


class ReprintForm(forms.Form):
    """A second slip opens the matter to whoever holds it, so the person is looked at first."""

    is_checked = forms.BooleanField(label="我已经核对本人身份")
    reason = line("为什么要重新打印", longest=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_for_what_is_missing(self)
        self.fields["is_checked"].error_messages["required"] = "请先核对本人身份，再勾选。"


class LedgerForm(forms.Form):
    """Which station's ledger of which month."""

    station = forms.ModelChoiceField(Station.objects.none(), label="站点", empty_label=None)
    month = forms.DateField(
        label="月份", widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m")
    )

    def __init__(self, *args: Any, stations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].queryset = stations  # type: ignore[attr-defined]
