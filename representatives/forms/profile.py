"""What the public reads of a representative, field by field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile

from accounts.phones import normalise_phone
from jobs.picture_fields import fresh_copy
from representatives.models import Representative

PORTRAIT_MEGABYTES = 5
PORTRAIT_PIXELS = 16_000_000
PORTRAIT_SIDE = 480  # shown 72 px wide on phones, a few centimetres on a notice board


class ProfileForm(forms.ModelForm[Representative]):
    portrait = forms.FileField(
        label="换一张照片",
        required=False,
        help_text="JPEG、PNG 或 WebP，不超过 5 MB；会自动去掉拍摄地点等信息。",
    )

    class Meta:
        model = Representative
        fields = (
            "post",
            "publish_post",
            "bio",
            "publish_bio",
            "public_phone",
            "publish_phone",
            "publish_photo",
        )
        help_texts = {
            "public_phone": "只有这里的电话可以公开；登记用的手机号从不公开。",
        }

    def clean_public_phone(self) -> str:
        phone = self.cleaned_data["public_phone"]
        return normalise_phone(phone) if phone else ""

    def clean_portrait(self) -> ContentFile[bytes] | None:
        file: UploadedFile | None = self.cleaned_data["portrait"]
        if file is None:
            return None
        return fresh_copy(
            file, longest=PORTRAIT_SIDE, most_megabytes=PORTRAIT_MEGABYTES, pixels=PORTRAIT_PIXELS
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("publish_phone") and not data.get("public_phone"):
            self.add_error("public_phone", "要公开电话，请先填公示电话。")
        return data

    def save(self, commit: bool = True) -> Representative:
        """The old picture's file goes when the new one is stored."""
        portrait = self.cleaned_data.get("portrait")
        old = self.instance.photo.name if portrait else ""
        if portrait:
            self.instance.photo.save("portrait.jpg", portrait, save=False)
        person = super().save(commit=commit)
        if old:
            person.photo.storage.delete(old)
        return person
