"""Working days: national holidays with their swapped weekends, and the days that staff override.

Precedence: a staff override, then the published swaps (调休), then statutory holidays, then
weekends. For years whose swaps are not known yet the last two answer, and `is_arranged` says
no: dates of such a year are provisional. Staff enter the year's notice (`holiday_notice.py`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from areas.cached import OVERRIDES_KEY, held_value
from areas.models import DayOverride, HolidayNotice

WORKDAY = "工作日"
MAKE_UP_WORKDAY = "调休上班"
SWAPPED_OFF = "调休放假"
SWAPS = (MAKE_UP_WORKDAY, SWAPPED_OFF)
BY_STAFF = "工作人员设定："
_WEEKEND = {5: "周六", 6: "周日"}


@dataclass(frozen=True)
class DayNote:
    """Whether a day counts, and why in plain Chinese: 「周六」「国庆节放假」「调休上班」."""

    day: date
    is_working: bool
    reason: str


@dataclass(frozen=True)
class DueDate:
    """The last day of a limit, and every day before it that was not counted."""

    date: date
    skipped: list[DayNote] = field(default_factory=list)


Overrides = Mapping[date, tuple[bool, str]]


def is_working_day(day: date) -> bool:
    return explain_day(day).is_working


def explain_day(day: date) -> DayNote:
    return _note(day, _overrides())


def add_working_days(start: date, amount: int) -> DueDate:
    """Count ``amount`` working days; the first one is the next working day after ``start``.

    0 gives ``start`` itself, whatever day it is; a negative amount is a ``ValueError``.
    """
    if amount < 0:
        raise ValueError("amount must not be negative")
    day, left, skipped = start, amount, []
    notes = _notes_after(start)
    while left:
        note = next(notes)
        day = note.day
        if note.is_working:
            left -= 1
        else:
            skipped.append(note)
    return DueDate(day, skipped)


def working_days_between(a: date, b: date) -> int:
    """Working days after ``a`` up to and including ``b``; negative when ``b`` comes before."""
    if b < a:
        return -working_days_between(b, a)
    notes = _notes_after(a)
    return sum(next(notes).is_working for _ in range((b - a).days))


def is_arranged(year: int) -> bool:
    """Whether the year's swapped days are known: to the library, or entered by staff.

    Every year since 2008 has had some; a year without any has not been announced.
    """
    known = any(note.reason in SWAPS for note in _special_days(year).values())
    return known or year in _held()[1]


def special_days(year: int) -> list[DayNote]:
    """The national calendar's days that are not what their weekday says, without overrides."""
    return [_special_days(year)[day] for day in sorted(_special_days(year))]


def named_days(years: Iterable[int]) -> list[tuple[int, list[DayNote]]]:
    """The same for several years, with the notices that staff entered; one query."""
    entered = DayOverride.objects.filter(notice__isnull=False)
    rows = entered.values_list("day", "is_working", "reason")
    notes = {row[0]: DayNote(*row) for row in rows}
    return [(year, _with_notice(year, notes)) for year in years]


def _with_notice(year: int, entered: Mapping[date, DayNote]) -> list[DayNote]:
    own = {day: note for day, note in entered.items() if day.year == year}
    found = {note.day: note for note in special_days(year)} | own
    return [found[day] for day in sorted(found)]


def _notes_after(start: date) -> Iterator[DayNote]:
    overrides, day = _overrides(), start
    while True:
        day += timedelta(days=1)
        yield _note(day, overrides)


def _note(day: date, overrides: Overrides) -> DayNote:
    if day in overrides:
        is_working, reason = overrides[day]
        return DayNote(day, is_working, BY_STAFF + reason)
    special = _special_days(day.year).get(day)
    if special:
        return special
    if day.weekday() in _WEEKEND:
        return DayNote(day, False, _WEEKEND[day.weekday()])
    return DayNote(day, True, WORKDAY)


def _overrides() -> Overrides:
    return _held()[0]


def _held() -> tuple[Overrides, frozenset[int]]:
    """All overrides by day and the years entered, at most a minute old; forgotten when written."""
    return held_value(OVERRIDES_KEY, _read)


def _read() -> tuple[Overrides, frozenset[int]]:
    rows = DayOverride.objects.values_list("day", "is_working", "reason")
    overrides = {day: (is_working, reason) for day, is_working, reason in rows}
    return overrides, frozenset(HolidayNotice.objects.values_list("year", flat=True))


@lru_cache(maxsize=32)
def _special_days(year: int) -> Mapping[date, DayNote]:
    """Days of a year that are not what their weekday says; built once per process.

    The next year is read along: New Year swaps reach back into December.
    """
    from holidays.countries import China  # along with all other countries: 0.2 seconds

    calendar = China(years=(year, year + 1), expand=False, language="zh_CN")
    notes = {day: DayNote(day, False, _off_reason(name)) for day, name in calendar.items()}
    notes |= {day: DayNote(day, True, MAKE_UP_WORKDAY) for day in calendar.weekend_workdays}
    return {day: note for day, note in notes.items() if day.year == year}


def _off_reason(name: str) -> str:
    """「国庆节（补假）」 → 「国庆节放假」; swapped days come as 「休息日（由…调休）」."""
    if "调休" in name:
        return SWAPPED_OFF
    names = (part.split("（")[0].removeprefix("农历") for part in name.split("; "))
    return "、".join(dict.fromkeys(names)) + "放假"
