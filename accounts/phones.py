"""Phone numbers: normalised, masked, encrypted at rest, matched by a keyed hash.

Two keys, neither of them SECRET_KEY: PHONE_KEY (Fernet keys, comma-separated; the first one
encrypts, all of them decrypt, so a key is rotated by putting a new one in front) and
PHONE_INDEX_KEY (a secret of 16 characters or more; changing it orphans every stored index).
"""

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured, ValidationError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression
from django.db.models.lookups import IsNull

INDEX_KEY_MIN_LENGTH = 16
MASKED_DIGITS = 4
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{9,11}")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212()\u00b7.]+")
_COUNTRY_CODE = re.compile(r"(\+|00)86|86(?=1\d{10}$)")
_FLOAT_TAIL = re.compile(r"\.0+$")


# --- numbers


def written_phone(phone: str) -> str:
    """A number as people write it: 0717-6441234, 010-64412345, 139 0000 0001; else as it is."""
    digits = "".join(c for c in phone if c.isdecimal())
    if _MOBILE.fullmatch(digits):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    if not digits.startswith("0") or len(digits) <= MASKED_DIGITS:
        return phone
    # 010 and 02x are the only three-digit area codes.
    area = 3 if digits[1] in "12" else 4
    return f"{digits[:area]}-{digits[area:]}"


def normalise_phone(text: str) -> str:
    """The number as digits only: a mobile (11 digits) or a landline with its area code.

    Full-width digits, +86 / 0086 / 86, spaces, hyphens, brackets and the ".0" a spreadsheet
    leaves behind are tolerated; anything else raises ValidationError in Chinese.
    """
    digits = unicodedata.normalize("NFKC", str(text)).strip()
    digits = _FLOAT_TAIL.sub("", digits)
    digits = _SEPARATORS.sub("", digits)
    if country := _COUNTRY_CODE.match(digits):
        national = digits[country.end() :]
        digits = national if national.startswith(("0", "1")) else "0" + national
    if digits.isascii() and (_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits)):
        return digits
    raise ValidationError("电话号码看起来不对，请填 11 位手机号，座机请带上区号。", code="phone")


def mask_phone(phone: str | None) -> str:
    """ "13812345678" -> "1381234****": the last four digits prove who somebody is, so they go."""
    if not phone:
        return ""
    return phone[:-MASKED_DIGITS] + "*" * min(MASKED_DIGITS, len(phone))


# --- keyed hashes


def keyed_digest(*parts: str) -> str:
    """HMAC-SHA256 under PHONE_INDEX_KEY, as 64 hex digits. Name the purpose in the first part.

    Every part goes in with its length, so ("ab", "c") and ("a", "bc") differ.
    """
    encoded = [part.encode() for part in parts]
    message = b"".join(len(part).to_bytes(4, "big") + part for part in encoded)
    return hmac.new(_index_key(settings.PHONE_INDEX_KEY), message, hashlib.sha256).hexdigest()


def phone_index(phone: str) -> str:
    """What a normalised phone is looked up by (64 hex digits)."""
    return keyed_digest("phone", phone)


@lru_cache(maxsize=8)
def _index_key(key: str) -> bytes:
    if len(key or "") < INDEX_KEY_MIN_LENGTH:
        raise ImproperlyConfigured(
            f"PHONE_INDEX_KEY must be set to a secret of {INDEX_KEY_MIN_LENGTH} characters or more."
        )
    return key.encode()


# --- encryption at rest


@lru_cache(maxsize=8)
def _fernet(keys: str) -> MultiFernet:
    names = [key.strip() for key in (keys or "").split(",") if key.strip()]
    if not names:
        raise ImproperlyConfigured("PHONE_KEY must be set to at least one Fernet key.")
    try:
        return MultiFernet([Fernet(key) for key in names])
    except ValueError as error:
        raise ImproperlyConfigured(
            "PHONE_KEY holds something that is not a Fernet key (32 bytes, URL-safe base64)."
        ) from error


def phone_cipher() -> MultiFernet:
    return _fernet(settings.PHONE_KEY)


class EncryptedTextField(models.TextField):
    """Text that is Fernet ciphertext in the database and plain on the instance.

    Ciphertext differs every time, so filtering by value could only ever find nothing; it raises
    instead. A value that no configured key opens raises ImproperlyConfigured rather than
    showing ciphertext as if it were a phone number.
    """

    def get_prep_value(self, value: Any) -> str | None:
        if value is None or value == "":
            return None
        return phone_cipher().encrypt(str(value).encode()).decode()

    def from_db_value(
        self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper
    ) -> str | None:
        if not value:
            return None
        try:
            return phone_cipher().decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise ImproperlyConfigured(
                "A stored phone cannot be decrypted: PHONE_KEY lacks the key it was written with."
            ) from error

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == IsNull.lookup_name:
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is encrypted: filter by its index instead.")


class PhoneHolder(models.Model):
    """A model with a phone that can be matched without being readable."""

    phone = EncryptedTextField("电话", null=True, blank=True)
    phone_index = models.CharField("电话索引", max_length=64, blank=True, db_index=True)

    class Meta:
        abstract = True

    def set_phone(self, text: str | None) -> Sequence[str]:
        """Normalise and set phone and index together; returns the changed fields for save().

        Empty text clears both. Raises ValidationError (Chinese) for an unlikely number.
        """
        phone = normalise_phone(text) if text and str(text).strip() else None
        self.phone = phone
        self.phone_index = phone_index(phone) if phone else ""
        return ("phone", "phone_index")

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)
