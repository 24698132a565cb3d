"""Entries, the codes to look for, and bursts that were looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django_filters import Filter

from messages.codes.figures import silent_q, silent_since
from messages.models import Channel
from office.lists import Filters
from office.lists.filters import ChoiceFilter, TextFilter

SHOW = (("unprinted", "没有印过的"), ("unmounted", "印了没有贴的"))
LONGEST = 3650


class PlacesFilters(Filters):
    q = TextFilter("name", "名称、编号或所在地", method="named")

    def named(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        return rows.filter(
            Q(name__icontains=text) | Q(code=text) | Q(area__short_name__icontains=text)
        )


class DaysFilter(Filter):
    field_class = forms.IntegerField


class CodeFilters(Filters):
    show = ChoiceFilter("pk", "看哪些", SHOW, method="wanted")
    days = DaysFilter(label="贴了多少天以上没人扫", min_value=1, max_value=LONGEST, method="silent")

    def wanted(self, rows: QuerySet[Any], name: str, show: str) -> QuerySet[Any]:
        if show == "unprinted":
            return rows.filter(printed_at=None)
        return rows.filter(printed_at__isnull=False, mounted_on=None)

    def silent(self, rows: QuerySet[Any], name: str, days: int) -> QuerySet[Any]:
        return rows.filter(silent_q(silent_since(days)))


class ChannelForm(forms.ModelForm[Channel]):
    """A slug stands in printed links, so it is set once."""

    class Meta:
        model = Channel
        fields = ("name", "slug")
        error_messages = {
            "name": {
                "required": "请填入口的名称。",
                "unique": "已经有叫这个名称的入口。",
                "max_length": "名称最多 20 个字。",
            },
            "slug": {
                "required": "请填代号。",
                "unique": "这个代号用过了，请换一个。",
                "max_length": "代号最多 16 个字母。",
            },
        }
        help_texts = {"slug": "写在链接里，定了不能改。只用小写字母和数字，例如 gzh2。"}


class RenameForm(forms.ModelForm[Channel]):
    class Meta:
        model = Channel
        fields = ("name",)
        error_messages = {"name": ChannelForm.Meta.error_messages["name"]}


class LookedAtForm(forms.Form):
    note = forms.CharField(
        label="看的结果",
        max_length=200,
        help_text="例如：接待日上居民借联络员的手机写的。",
        error_messages={"required": "请写一句看的结果。", "max_length": "最多 200 个字。"},
    )
    is_genuine = forms.BooleanField(label="确实是不同的人写的，统计里照常算", required=False)
