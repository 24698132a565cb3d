"""What people and spreadsheets put into cells, made into values.

A cleaner is made by a function here and called with the cell's text, never empty; it returns
the value or raises ValidationError with the reason in Chinese.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Choices
from django.utils import timezone

from accounts.phones import normalise_phone

Cleaner = Callable[[str], Any]

# Control characters, zero-width and direction marks, noncharacters. Private-use characters
# stay: GB18030 files carry rare name characters there.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"[^\S\n]+")
_FLOAT_TAIL = re.compile(r"\.0+$")
_SCIENTIFIC = re.compile(r"([1-9])(?:\.(\d+))?[eE]\+?(\d{1,3})")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]00:00(?::00)?)?")
_DATE_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_SERIALS = range(20_000, 80_000)


# --- from whatever a file holds to text


def as_text(value: Any) -> str:
    """A cell's value as the text a person would have typed; "" for an empty cell."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, dt.datetime):
        value = timezone.localtime(value) if value.tzinfo else value
        return value.date().isoformat() if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    return clean_text(str(value))


def clean_text(text: str) -> str:
    """Without invisible characters, with single spaces, trimmed; line breaks stay."""
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
        text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    elif "  " in text:
        text = _SPACES.sub(" ", text)
    return text.strip()


def _float_text(value: float) -> str:
    """13912345678.0 -> "13912345678"; never in scientific notation."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    if value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as their plain forms, without any space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def plain_number(text: str) -> str:
    """Digits as they were before a spreadsheet got hold of them; refuses if some are lost."""
    digits = _FLOAT_TAIL.sub("", half_width(text))
    shortened = _SCIENTIFIC.fullmatch(digits)
    if not shortened:
        return digits
    first, rest, power = shortened[1], shortened[2] or "", int(shortened[3])
    if len(rest) < power:
        raise ValidationError(
            f"表格软件把号码缩写成了「{digits}」，后面几位已经丢了。请把这一列改成文本格式，重新填写。"
        )
    return first + rest if len(rest) == power else digits


# --- cleaners


def text(max_length: int = 200) -> Cleaner:
    def clean(cell: str) -> str:
        if len(cell) > max_length:
            raise ValidationError(f"最多 {max_length} 个字，现在有 {len(cell)} 个。")
        return cell

    return clean


def code(max_length: int = 32) -> Cleaner:
    """A designation of letters and digits, such as a station's 编号."""

    def clean(cell: str) -> str:
        value = plain_number(cell)
        if len(value) > max_length:
            raise ValidationError(f"最多 {max_length} 个字符，现在有 {len(value)} 个。")
        return value

    return clean


def digits(*lengths: int) -> Cleaner:
    """Only digits; of one of these lengths, if any are given."""

    def clean(cell: str) -> str:
        value = plain_number(cell)
        if not (value.isascii() and value.isdigit()):
            raise ValidationError(f"只能是数字，现在是「{_short(cell)}」。")
        if lengths and len(value) not in lengths:
            wanted = "或 ".join(f"{length} " for length in lengths)
            raise ValidationError(f"应是 {wanted}位数字，现在是 {len(value)} 位。")
        return value

    return clean


def phone() -> Cleaner:
    def clean(cell: str) -> str:
        return normalise_phone(plain_number(cell))

    return clean


def decimal(low: float, high: float, places: int) -> Cleaner:
    """A number from `low` to `high`, rounded to `places`."""
    step = Decimal(1).scaleb(-places)

    def clean(cell: str) -> Decimal:
        try:
            value = Decimal(half_width(cell))
        except InvalidOperation as error:
            raise ValidationError(f"应是一个数，现在是「{_short(cell)}」。") from error
        if not (value.is_finite() and Decimal(str(low)) <= value <= Decimal(str(high))):
            raise ValidationError(f"应在 {low} 到 {high} 之间，现在是「{_short(cell)}」。")
        return value.quantize(step, rounding=ROUND_HALF_UP)

    return clean


def choice(choices: type[Choices] | Mapping[str, Any]) -> Cleaner:
    """One of the labels; gives the stored value. A mapping {label: value} may have synonyms."""
    pairs = choices.items() if isinstance(choices, Mapping) else map(reversed, choices.choices)
    labels: dict[str, Any] = {str(label): value for label, value in pairs}
    known = {half_width(label): value for label, value in labels.items()}
    offered = "、".join(labels)

    def clean(cell: str) -> Any:
        try:
            return known[half_width(cell)]
        except KeyError:
            raise ValidationError(f"只能填 {offered}，现在是「{_short(cell)}」。") from None

    return clean


def yes_no() -> Cleaner:
    return choice({"是": True, "否": False})


def date() -> Cleaner:
    """2026-05-01, 2026/5/1, 2026.5.1, 2026年5月1日, 20260501, or a spreadsheet's day number."""

    def clean(cell: str) -> dt.date:
        value = half_width(_FLOAT_TAIL.sub("", cell))
        if value.isascii() and value.isdigit() and int(value) in _EXCEL_SERIALS:
            return _EXCEL_EPOCH + dt.timedelta(days=int(value))
        match = _DATE.fullmatch(value) or _DATE_DIGITS.fullmatch(value)
        try:
            return dt.date(*map(int, match.groups()))  # type: ignore[union-attr]
        except (AttributeError, ValueError):
            raise ValidationError(
                f"不是一个日期：「{_short(cell)}」，请写成 2026-05-01 这样。"
            ) from None

    return clean


def _short(cell: str) -> str:
    return cell if len(cell) <= 20 else cell[:20] + "…"
