"""Whatever a form has no words of its own for is said the way people speak."""

import re

import pytest
from django import forms
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_resolver

from accounts.models import User
from stations.models import Department

CODE_WORDS = ("字段", "变量", "该值", "有效的", "Email", "URL")


class Everything(forms.Form):
    name = forms.CharField(max_length=4, min_length=2)
    amount = forms.IntegerField(min_value=1, max_value=9)
    share = forms.DecimalField()
    day = forms.DateField()
    hour = forms.TimeField()
    moment = forms.DateTimeField()
    kind = forms.ChoiceField(choices=[("a", "甲")])
    kinds = forms.MultipleChoiceField(choices=[("a", "甲")])
    department = forms.ModelChoiceField(Department.objects.none())
    departments = forms.ModelMultipleChoiceField(Department.objects.none())
    agrees = forms.BooleanField()
    file = forms.FileField()
    mail = forms.EmailField()


def said(**data):
    return {name: " ".join(words) for name, words in Everything(data).errors.items()}


def test_what_is_missing(db):
    assert said() == {
        "name": "这一项要填。",
        "amount": "这一项要填。",
        "share": "这一项要填。",
        "day": "这一项要填。",
        "hour": "这一项要填。",
        "moment": "这一项要填。",
        "mail": "这一项要填。",
        "kind": "请选一项。",
        "department": "请选一项。",
        "kinds": "请至少选一项。",
        "departments": "请至少选一项。",
        "agrees": "请先勾选这一项。",
        "file": "请选一个文件。",
    }


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("name", "赵钱孙李周", "最多 4 个字，现在有 5 个。"),
        ("name", "赵", "至少 2 个字，现在有 1 个。"),
        ("name", "赵\x00钱", "里面有不能用的字符，请删掉再填。"),
        ("amount", "十", "请填整数。"),
        ("amount", "10", "不能大于 9。"),
        ("amount", "0", "不能小于 1。"),
        ("share", "一半", "请填数字。"),
        ("day", "昨天", "请填日期，例如 2026-03-01。"),
        ("hour", "下午", "请填时间，例如 9:30。"),
        ("moment", "刚才", "请填日期和时间，例如 2026-03-01 9:30。"),
        ("kind", "b", "选的这一项现在没有了，请重新选。"),
        ("kinds", ["b"], "选的这一项现在没有了，请重新选。"),
        ("department", "7", "选的这一项现在没有了，请重新选。"),
        ("departments", ["x"], "选的这一项现在没有了，请重新选。"),
        ("mail", "zhao", "请填完整的邮箱地址。"),
    ],
)
def test_what_is_wrong(db, name, typed, words):
    assert said(**{name: typed})[name] == words


class Labelled(forms.Form):
    day = forms.DateField(label="从哪天起？")
    reason = forms.CharField(label="原因", error_messages={"required": "请写明原因。"})
    note = forms.CharField(max_length=2)


def test_in_the_list_on_top_general_words_name_their_field():
    form = Labelled({"note": "三个字"})
    html = render_to_string("components/error_summary.html", {"form": form})
    assert re.findall(r'<a href="#(\w+)">(.*?)</a>', html) == [
        ("id_day", "从哪天起：这一项要填。"),
        ("id_reason", "请写明原因。"),
        ("id_note", "最多 2 个字，现在有 3 个。"),
    ]


def test_what_has_to_be_the_only_one(db):
    User.objects.create(username="one")
    again = User(username="one", name="甲")
    with pytest.raises(forms.ValidationError) as caught:
        again.validate_unique()
    assert len(caught.value.messages) == 1
    assert [word for word in CODE_WORDS if word in caught.value.messages[0]] == []


def own_forms():
    get_resolver().url_patterns  # noqa: B018  every view and form is imported
    waiting, found = [forms.BaseForm], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if (settings.BASE_DIR / form.__module__.split(".")[0] / "apps.py").exists():
                found.add(form)
    return found


def test_no_field_of_ours_was_made_before_the_words_were_there():
    found = own_forms()
    assert len(found) > 100
    assert {
        f"{form.__module__}.{form.__name__}.{name}: {words}"
        for form in found
        for name, field in getattr(form, "base_fields", {}).items()
        for words in map(str, field.error_messages.values())
        if any(word in words for word in CODE_WORDS)
    } == set()
