"""What the public reads of a representative, field by field."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from accounts.phones import normalise_phone
from messages.pictures import check_header, clean_copy
from representatives.models import Representative

PORTRAIT_MAX = 5 * 1024**2
PORTRAIT_PIXELS = 16_000_000
PORTRAIT_SIDE = 480  # shown 72 px wide on phones, a few centimetres on a notice board


class ProfileForm(forms.ModelForm[Representative]):
    portrait = forms.FileField(
        label="换一张照片", required=False,
        help_text="JPEG、PNG 或 WebP，不超过 5 MB；会自动去掉拍摄地点等信息。",
    )  # fmt: skip

    class Meta:
        model = Representative
        fields = (
            "post", "publish_post", "bio", "publish_bio", "public_phone", "publish_phone",
            "publish_photo",
        )  # fmt: skip
        help_texts = {
            "public_phone": "只有这里的电话可以公开；登记用的手机号从不公开。",
        }

    def clean_public_phone(self) -> str:
        phone = self.cleaned_data["public_phone"]
        return normalise_phone(phone) if phone else ""

    def clean_portrait(self) -> ContentFile[bytes] | None:
        """A fresh JPEG. One small picture of a signed-in manager's is made here, not by a task."""
        file: UploadedFile | None = self.cleaned_data["portrait"]
        if file is None:
            return None
        data = file.read(PORTRAIT_MAX + 1)
        if len(data) > PORTRAIT_MAX:
            raise ValidationError("照片超过 5 MB，请换一张小一些的。")
        check_header(BytesIO(data), len(data), max_pixels=PORTRAIT_PIXELS)
        try:
            return ContentFile(clean_copy(BytesIO(data), longest=PORTRAIT_SIDE))
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise ValidationError("这张照片打不开，请换一张。") from error

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
