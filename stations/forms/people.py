"""Accounts of people of stations and departments."""

from __future__ import annotations

from typing import Any

from django import forms

from accounts.models import User


class AccountForm(forms.Form):
    """``name`` is asked for only where it is not known: a department's people."""

    username = forms.CharField(
        label="账号",
        max_length=30,
        validators=[User.username_validator],
        help_text="登录时用，比如姓名的拼音。本人已有账号的，填原来的账号。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    name = forms.CharField(label="经办人姓名", max_length=50)

    def __init__(self, *args: Any, asks_name: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_name:
            del self.fields["name"]

    def clean_username(self) -> str:
        return User.normalize_username(self.cleaned_data["username"])
