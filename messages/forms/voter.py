"""What a voter types, without an account and without a captcha."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError

from accounts.phones import normalise_phone
from jobs.picture_fields import PhotosField
from messages.intake.incoming import Words
from messages.models import MAX_PHOTOS
from messages.states import Rating
from yichang_renda.fields import WordsField, tidy

BODY_MAX = 1000
KEY_MAX = 64
FASTEST = 2  # seconds: nobody writes a message sooner
OLDEST = 12 * 3600  # seconds that a page may lie open
AGAIN = "您写的都在，请再按一次「提交留言」。"

_signer = signing.TimestampSigner(salt="messages.voter.started")


def started_now() -> str:
    """When the form was handed out, signed: it tells a person from a program without a puzzle."""
    return _signer.sign("m")


def _is_younger_than(started: str, seconds: int) -> bool:
    """Raises ``signing.BadSignature`` for what we never signed."""
    try:
        _signer.unsign(started, max_age=seconds)
    except signing.SignatureExpired:
        return False
    return True


class VoterForm(forms.Form):
    """The fields people see. Beside them the page sends ``key``, ``started`` and ``fax``.

    ``key`` makes a repeat recognisable; ``fax`` is a field that no person sees.
    """

    body = WordsField(
        max_length=BODY_MAX,
        too_long="最多 {limit} 字，请删短一些；说不完的，提交后还可以补充。",
        error_messages={"required": "请写下想反映的事。"},
    )
    phone = WordsField(
        max_length=40,
        one_line=True,
        too_long="电话号码太长了，请填 11 位手机号。",
        error_messages={"required": "请填手机号，办好了好告诉您。"},
    )
    name = WordsField(max_length=40, one_line=True, required=False)
    place = WordsField(max_length=120, one_line=True, required=False)
    photos = PhotosField(most=MAX_PHOTOS)
    publish = forms.BooleanField(required=False)
    keep_from = forms.BooleanField(required=False)

    def clean_phone(self) -> str:
        return normalise_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.data.get("fax"):
            raise ValidationError(f"还没有送出。{AGAIN}", code="trap")
        self._check_time(self.data.get("started", ""))
        return cleaned

    @property
    def key(self) -> str:
        return tidy(self.data.get("key", ""))[:KEY_MAX]

    def _check_time(self, started: str) -> None:
        try:
            too_old = not _is_younger_than(started, OLDEST)
            too_fast = settings.RATELIMIT_ENABLE and _is_younger_than(started, FASTEST)
        except signing.BadSignature:
            too_old, too_fast = True, False
        if too_old:
            raise ValidationError(f"页面放得太久，还没有送出。{AGAIN}", code="stale")
        if too_fast:
            raise ValidationError(f"提交得太快，可能误碰了按钮，还没有送出。{AGAIN}", code="fast")

    @property
    def started_again(self) -> str:
        """The time to hand back: the same one, or a new one when it no longer serves."""
        stale = self.has_error("__all__", code="stale")
        return started_now() if stale else self.data.get("started", "")

    @property
    def words(self) -> Words:
        data = self.cleaned_data
        return Words(
            body=data["body"],
            phone=data["phone"],
            name=data["name"],
            place=data["place"],
            may_publish=data["publish"],
            photos=data["photos"],
        )


class AddForm(forms.Form):
    """Words, photos, or both."""

    text = WordsField(max_length=BODY_MAX, required=False)
    photos = PhotosField(most=MAX_PHOTOS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("text") and not cleaned.get("photos"):
            raise ValidationError("请写几句，或者选照片。")
        return cleaned


class WithdrawForm(forms.Form):
    pressed = forms.BooleanField(required=False)
    pressure = WordsField(max_length=BODY_MAX, required=False)

    @property
    def pressure_words(self) -> str:
        """What county staff read; "" when nobody urged the voter to withdraw."""
        words: str = self.cleaned_data["pressure"]
        return words or ("有人要求我撤回。" if self.cleaned_data["pressed"] else "")


class RateForm(forms.Form):
    rating = forms.ChoiceField(
        choices=Rating.choices,
        error_messages={
            "required": "请在满意、基本满意、不满意中选一个。",
            "invalid_choice": "请在满意、基本满意、不满意中选一个。",
        },
    )
    words = WordsField(max_length=BODY_MAX, required=False)


class ReopenForm(forms.Form):
    reason = WordsField(
        max_length=BODY_MAX, error_messages={"required": "请写明哪里没有办好，好让他们接着办。"}
    )


class PhoneCodeForm(forms.Form):
    """The six digits of a text."""

    code = forms.CharField(max_length=20, error_messages={"required": "请填短信里的 6 位数字。"})

    def clean_code(self) -> str:
        return digits(self.cleaned_data["code"])


class TypedCodeForm(forms.Form):
    """Twelve digits and the last four of the phone, typed or dictated: spaces don't matter."""

    code = forms.CharField(required=False, max_length=60)
    last4 = forms.CharField(required=False, max_length=20)

    def clean_code(self) -> str:
        return digits(self.cleaned_data["code"])

    def clean_last4(self) -> str:
        return digits(self.cleaned_data["last4"])


def digits(text: str) -> str:
    """The digits of ``text`` as ASCII, full-width ones included."""
    return "".join(str(int(c)) for c in text if c.isdecimal())
