"""Publishing an answer: the redacted words, the photos, the secrecy review."""

from __future__ import annotations

from typing import Any

from django import forms

from messages.forms.desk import ask_for_what_is_missing, line, words
from messages.models import Message, MessageEvent, Photo
from messages.publishing.redaction import Hint, hints, redact
from yichang_renda.fields import RowsField


class PublishForm(forms.Form):
    title = line("标题", longest=60)
    body = words("留言（已隐去个人信息）", rows=6, longest=5000)
    answer = words("答复（已隐去个人信息）", rows=6, longest=5000)
    photos = RowsField(
        Photo.objects.none(),
        label="公开哪些照片",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="有人脸、门牌、车牌的不要公开。",
    )
    secrecy_checked = forms.BooleanField(label="我逐字看过：没有个人信息，也通过了保密审查")

    def __init__(self, data: Any = None, *, matter: Message) -> None:
        self.matter = matter
        super().__init__(data, initial=_prefilled(matter))
        self.fields["photos"].queryset = matter.photos.filter(  # type: ignore[attr-defined]
            state=Photo.State.READY
        )
        ask_for_what_is_missing(self)
        self.fields["secrecy_checked"].error_messages["required"] = "请先逐字看过，再勾选。"

    def left_over(self) -> list[Hint]:
        """What still looks like personal data in the words as they stand now."""
        texts = [self[name].value() or "" for name in ("title", "body", "answer")]
        return hints("\n".join(texts), name=self.matter.name)


def _prefilled(matter: Message) -> dict[str, str]:
    answer = (
        matter.events.filter(kind__in=["reply", "release"])
        .order_by("-pk")
        .values_list("text", flat=True)
        .first()
    )
    body = redact(matter.body, name=matter.name)
    return {
        "title": body.replace("\n", " ")[:30],
        "body": body,
        "answer": redact(answer or "", name=matter.name),
    }


def found_in_original(matter: Message) -> list[Hint]:
    """What the prefilled words had replaced, for the person to compare with."""
    replied = MessageEvent.objects.filter(message=matter, kind__in=["reply", "release"])
    texts = [matter.body, *replied.values_list("text", flat=True)]
    return hints("\n".join(texts), name=matter.name)
