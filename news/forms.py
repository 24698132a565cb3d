"""A notice: what it says, whose it is, from when to when, and that it was checked for secrets."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.utils import timezone

from accounts.models import User
from casework.publishing import PublishState
from news.models import Article
from office.fields import AreaField, date_input
from office.lists import Filters
from office.lists.filters import ChoiceFilter
from stations.fields import StationField
from stations.models import Station


class ArticleForm(forms.ModelForm[Article]):
    secrecy_checked = forms.BooleanField(
        label="已做保密审查，可以公开",
        help_text="不写国家秘密、工作秘密，也不写个人的电话、住址和证件号码。",
        error_messages={"required": "发布前要做保密审查，做过了请勾选。"},
    )

    class Meta:
        model = Article
        fields = (
            "title",
            "body",
            "area",
            "station",
            "published_on",
            "until",
            "secrecy_checked",
        )
        widgets = {
            "published_on": date_input(),
            "until": date_input(),
            "body": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {
            "published_on": "今天就是马上发布；填以后的日子，到那天自动发布。",
            "until": "过了这一天不再展示；不填就一直展示，直到撤下。",
        }

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.was_published_on = self.instance.published_on
        self.fields["area"] = AreaField(
            user=user, managed=False, label="在哪里公布", help_text="填区划代码或名称。"
        )
        self.fields["station"] = StationField(
            stations=Station.objects.looked_after_by(user),
            label="只在一个站点公布",
            required=False,
            help_text="填站点编号或完整的名称；不填就是整个区划的公告。",
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        first, until = data.get("published_on"), data.get("until")
        if first and first < self.today and first != self.was_published_on:
            self.add_error("published_on", "这一天已经过去了，请从今天或以后开始。")
        if first and until and until < first:
            self.add_error("until", "「展示到」不能早于发布日期。")
        station, area = data.get("station"), data.get("area")
        if station and area and not area.contains(station.area):
            self.add_error("station", f"{station}不在{area}，请改公布的区划，或者换一个站点。")
        return data


class State(NamedTuple):
    words: str
    tone: str


def state_of(article: Article, today: date) -> State:
    """What the public sees of it."""
    if article.is_withdrawn:
        return State("已撤下", "plain")
    if article.published_on > today:
        return State("定时发布", "info")
    if article.until and article.until < today:
        return State("已到期", "plain")
    return State("展示中", "done")


STATES = {
    "shown": "展示中",
    "coming": "定时发布",
    "over": "已到期",
    "withdrawn": "已撤下",
}


class ArticleFilters(Filters):
    state = ChoiceFilter("state", "状态", list(STATES.items()), method="in_state")

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        today = timezone.localdate()
        live = rows.published()
        return {
            "shown": rows.public(today),
            "coming": live.filter(published_on__gt=today),
            "over": live.filter(until__lt=today),
            "withdrawn": rows.filter(state=PublishState.WITHDRAWN),
        }[value]
