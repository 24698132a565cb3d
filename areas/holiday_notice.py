"""The State Council's notice of a year's days off, read as it is pasted.

国务院办公厅关于…部分节假日安排的通知 says 「一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月4日
（周一）上班。」. Lists that people keep are read as well: 「2027-02-06 上班」, one day or stretch a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from areas.calendar import DayNote, is_working_day
from areas.models import DayOverride, HolidayNotice

WEEKDAYS = "一二三四五六日"
MOST_TEXT = 5000  # characters; the notice of a year has about 700
HOLIDAYS = ("元旦", "春节", "清明", "劳动", "端午", "中秋", "国庆")
LONGEST = 40  # days in one stretch; more is a slip of the pen
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY = (
    r"(?:(?P<year{0}>\d{{4}})\s*年)?\s*(?:(?P<month{0}>\d{{1,2}})\s*月)?\s*(?P<day{0}>\d{{1,2}})\s*日"
    r"(?:\s*\((?:[^()]*?(?:周|星期)(?P<weekday{0}>[一二三四五六日天]))?[^()]*\))?"
)
_TOKEN = re.compile(
    _DAY.format("1")
    + r"(?:\s*(?:至|到|-|~|—)\s*"
    + _DAY.format("2")
    + r")?|(?P<work>上班|补班|班|work)|(?P<off>放假|休|off)"
)
_HEAD = re.compile(r"^(?:[一二三四五六七八九十\d]+[、.])?\s*(?P<name>[^\d:]{2,12}):")
_NAME_IN_LIST = re.compile(r"元旦|春节|清明节?|劳动节|端午节?|国庆节|中秋节?")


class NoticeError(ValueError):
    """What can't be read, in words for whoever pasted it."""


@dataclass
class HolidayPlan:
    """``days``: whether each named day is worked, and for which holiday; ``errors`` in words."""

    days: dict[date, tuple[bool, str]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def unnamed(self) -> list[str]:
        """Holidays of the year that it does not speak of: half of a notice is soon pasted."""
        reasons = {reason for _, reason in self.days.values()}
        return [name for name in HOLIDAYS if not any(name in reason for reason in reasons)]

    def notes(self) -> list[DayNote]:
        """All days in order, as they will read."""
        return [DayNote(day, *self.days[day]) for day in sorted(self.days)]

    def changes(self) -> list[DayNote]:
        """Days that are not so today; what staff set for a day by itself stays."""
        by_hand = set(DayOverride.objects.filter(day__in=self.days).values_list("day", flat=True))
        return [
            note
            for note in self.notes()
            if note.day not in by_hand and is_working_day(note.day) != note.is_working
        ]


def enter_notice(plan: HolidayPlan, *, year: int, document: str) -> HolidayNotice:
    """The year is arranged from now on. IntegrityError when somebody else was first."""
    with transaction.atomic():
        notice = HolidayNotice.objects.create(year=year, document=document)
        DayOverride.objects.bulk_create(
            DayOverride(day=note.day, is_working=note.is_working, reason=note.reason, notice=notice)
            for note in plan.changes()
        )
    return notice


def read_notice(text: str, year: int) -> HolidayPlan:
    """Days that ``text`` names, of ``year`` or (swapped for New Year) of the December before."""
    plan, name = HolidayPlan(), ""
    for sentence in _sentences(text):
        head = _HEAD.match(sentence)
        name = head["name"].strip() if head else name
        listed = _NAME_IN_LIST.search(sentence)
        try:
            _add(plan, sentence, listed.group() if listed else name, year)
        except NoticeError as error:
            plan.errors.append(f"「{sentence[:40]}」：{error}")
    return plan


def _sentences(text: str) -> Iterator[str]:
    # One blank for many: the pattern below would try every way to share them out.
    single = re.sub(r"[^\S\n]+", " ", unicodedata.normalize("NFKC", text))
    plain = _ISO.sub(r"\1年\2月\3日", single)
    yield from filter(None, (part.strip() for part in re.split(r"[。;\n]", plain)))


def _add(plan: HolidayPlan, sentence: str, name: str, year: int) -> None:
    """Days come first, then what becomes of them: 「9 月 20 日、10 月 10 日上班」."""
    waiting: list[date] = []
    known: date | None = None
    for token in _TOKEN.finditer(sentence):
        if token["day1"]:
            stretch = list(_stretch(token, known, year))
            waiting += stretch
            known = stretch[-1]
        elif waiting:
            _settle(plan, waiting, bool(token["work"]), name)
            waiting = []
    if waiting:
        raise NoticeError("没有写这几天是放假还是上班。")


def _settle(plan: HolidayPlan, days: list[date], is_working: bool, name: str) -> None:
    reason = f"{name}{'调休上班' if is_working else '放假'}"
    for day in days:
        if plan.days.get(day, (is_working, ""))[0] != is_working:
            raise NoticeError(f"{day.month} 月 {day.day} 日前面写的正好相反。")
        plan.days[day] = (is_working, reason)


def _stretch(token: re.Match[str], known: date | None, year: int) -> Iterator[date]:
    first = _day(token, "1", known, year)
    last = _day(token, "2", first, year) if token["day2"] else first
    length = (last - first).days
    if not 0 <= length < LONGEST:
        raise NoticeError("开始和结束的日子对不上。")
    yield from (first + timedelta(days=number) for number in range(length + 1))


def _day(token: re.Match[str], which: str, known: date | None, year: int) -> date:
    month = token["month" + which] or (known and known.month)
    if not month:
        raise NoticeError("没有写几月。")
    written = token["year" + which]
    try:
        in_year = int(written) if written else known.year if known else year
        day = date(in_year, int(month), int(token["day" + which]))
    except ValueError as error:
        raise NoticeError("没有这一天。") from error
    weekday = (token["weekday" + which] or "").replace("天", "日")
    if weekday and weekday != WEEKDAYS[day.weekday()]:
        raise NoticeError(
            f"{day.year} 年 {day.month} 月 {day.day} 日是周{WEEKDAYS[day.weekday()]}，不是周{weekday}。"
        )
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        raise NoticeError(f"这一天不在 {year} 年。")
    return day
