"""Publishing, correcting, withdrawing: what has to be said and approved first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from office.fields import not_in_future
from supervision.models import Approval, Subject
from yichang_renda.fields import RowsField

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=200)


class ApprovalFields(forms.Form):
    """Which body agreed, on what day, under what number; left out where it is on record."""

    body = forms.CharField(label="批准机构", max_length=40, help_text="例如：主任会议、主席团")
    day = forms.DateField(label="批准日期", widget=DAY, initial=timezone.localdate)
    document = forms.CharField(label="文号", max_length=60, help_text="没有文号的，写会议记录编号")

    def __init__(self, *args: Any, known: Approval | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if known:
            for name in ("body", "day", "document"):
                del self.fields[name]

    def clean_day(self) -> date:
        return not_in_future(self.cleaned_data["day"])

    @property
    def approval(self) -> dict[str, Any]:
        """What ``Evaluation.approve`` is called with."""
        return {name: self.cleaned_data[name] for name in ("body", "day", "document")}


class PublishForm(ApprovalFields):
    with_ranks = forms.ChoiceField(
        label="名次",
        choices=[("no", "不公布名次"), ("yes", "连同名次一起公布")],
        widget=forms.RadioSelect,
        initial="no",
    )
    is_decided = forms.BooleanField(
        label="批准的内容里写明了公布代表个人的测评结果",
        error_messages={"required": "代表个人的测评结果，没有批准就不公布。"},
    )
    is_checked = forms.BooleanField(
        label="公告、述职报告和附件里没有涉密内容，单位名称和措辞都核对过了",
        error_messages={"required": "请先核对保密和措辞，再勾选。"},
    )
    field_order = ("body", "day", "document", "with_ranks", "is_decided", "is_checked")

    def __init__(self, *args: Any, of_people: bool, is_selection: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not of_people:
            del self.fields["is_decided"]
        if is_selection:
            self.fields["with_ranks"].label = "票数名次"
            self.fields["is_checked"].label = "公告里没有涉密内容，单位名称和措辞都核对过了"


class CorrectForm(ApprovalFields):
    reason = forms.CharField(label="为什么更正", max_length=200, help_text="公告上会写出来")
    withdraw = RowsField(
        Subject.objects.none(),
        label="撤出哪些测评对象",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("reason", "withdraw", "body", "day", "document")

    def __init__(self, *args: Any, subjects: QuerySet[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["withdraw"].queryset = subjects  # type: ignore[attr-defined]


class FeedbackForm(forms.Form):
    text = forms.CharField(
        label="反馈意见",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="只有这个测评对象和本级工作人员看得到。",
    )


class DecisionForm(forms.Form):
    upheld = forms.ChoiceField(
        label="结论",
        choices=[("yes", "异议成立，接着更正结果"), ("no", "异议不成立")],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="答复",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="提出人会看到。",
    )
