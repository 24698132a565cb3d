"""What forms say when something is missing or wrong, where a form has no better words of its own.

Django's Chinese speaks of 字段, 变量 and 有效的值; people at a station don't.
"""

from __future__ import annotations

from django import forms
from django.core import validators
from django.db import models

GONE = "选的这一项现在没有了，请重新选。"
WORDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "这一项要填。"},
    forms.BooleanField: {"required": "请先勾选这一项。"},
    forms.ChoiceField: {"required": "请选一项。", "invalid_choice": GONE},
    forms.MultipleChoiceField: {"required": "请至少选一项。", "invalid_choice": GONE},
    forms.ModelChoiceField: {"required": "请选一项。", "invalid_choice": GONE},
    forms.ModelMultipleChoiceField: {
        "required": "请至少选一项。",
        "invalid_choice": GONE,
        "invalid_pk_value": GONE,
    },
    forms.IntegerField: {"invalid": "请填整数。"},
    forms.DecimalField: {"invalid": "请填数字。"},
    forms.DateField: {"invalid": "请填日期，例如 2026-03-01。"},
    forms.TimeField: {"invalid": "请填时间，例如 9:30。"},
    forms.DateTimeField: {"invalid": "请填日期和时间，例如 2026-03-01 9:30。"},
    forms.FileField: {
        "required": "请选一个文件。",
        "missing": "请选一个文件。",
        "invalid": "请选一个文件。",
        "empty": "这个文件是空的，请重新选择。",
    },
    forms.ImageField: {"invalid_image": "这不是照片，或者照片坏了，请重新选择。"},
}
LIMITS: dict[type[validators.BaseValidator], str] = {
    validators.MaxLengthValidator: "最多 %(limit_value)d 个字，现在有 %(show_value)d 个。",
    validators.MinLengthValidator: "至少 %(limit_value)d 个字，现在有 %(show_value)d 个。",
    validators.MaxValueValidator: "不能大于 %(limit_value)s。",
    validators.MinValueValidator: "不能小于 %(limit_value)s。",
}
MAIL, SIGNS = "请填完整的邮箱地址。", "里面有不能用的字符，请删掉再填。"
TAKEN = "这里填的已经有了，请换一个。"
#: Said of any field, so that the field has to be named beside them.
GENERAL = frozenset(
    [
        *(text for words in WORDS.values() for text in words.values()),
        *LIMITS.values(),
        MAIL,
        SIGNS,
        TAKEN,
    ]
)


def use_our_words() -> None:
    """Before any form is made: a field copies the words of its class when it is made."""
    for field, words in WORDS.items():
        field.default_error_messages = {**field.default_error_messages, **words}
    for validator, message in LIMITS.items():
        validator.message = message
    validators.EmailValidator.message = MAIL
    validators.ProhibitNullCharactersValidator.message = SIGNS
    models.Field.default_error_messages = {
        **models.Field.default_error_messages,
        "unique": TAKEN,
    }
