"""Working days: what the national calendar says, what staff changed, and the dates it moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from areas.calendar import DayNote, special_days
from areas.dates import chinese_date
from areas.models import Area, DayOverride
from jobs.models import start_job
from messages.desk.deadlines import counted_over
from messages.job_kinds import DEADLINES
from office.frame import office_page, staff_only
from office.notes import record
from portal.office.forms.days import DayForm

SATURDAY = 5


@dataclass
class Stretch:
    """Days in a row with one reason: 「10 月 1 日（周四）至 10 月 7 日（周三） 国庆节放假」."""

    first: date
    last: date
    is_working: bool
    reason: str

    @property
    def words(self) -> str:
        first, last = (chinese_date(day, today=self.first) for day in (self.first, self.last))
        return first if first == last else f"{first}至 {last}"

    def is_followed_by(self, note: DayNote) -> bool:
        """The same kind of day comes next; a weekend within a holiday does not part it."""
        gap = range(1, (note.day - self.last).days)
        weekend = all((self.last + timedelta(days=n)).weekday() >= SATURDAY for n in gap)
        return weekend and note.is_working == self.is_working and not (gap and note.is_working)


@require_safe
@staff_only
def holidays(request: SignedInRequest) -> HttpResponse:
    return _page(request, _form(None))


@require_POST
@staff_only
def add_day(request: SignedInRequest) -> HttpResponse:
    root = _root_for(request.user)
    form = _form(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    with transaction.atomic():
        override = form.save()
        _note(request, root, f"工作日调整：{_words(override)}", override.reason)
    flash.success(
        request, f"已设定：{_words(override)}。要让已经在计时的期限跟着变，请点“重新计算”。"
    )
    return redirect("office:holidays")


@require_POST
@staff_only
def delete_day(request: SignedInRequest, pk: int) -> HttpResponse:
    root = _root_for(request.user)
    override = get_object_or_404(DayOverride, pk=pk)
    words, day = _words(override), override.day
    with transaction.atomic():
        override.delete()
        _note(request, root, f"取消工作日调整：{words}")
    affected = counted_over([day])[day]
    if affected:
        return _recompute(request, root, day)
    flash.success(request, f"已取消：{words}。没有正在计时的期限受影响。")
    return redirect("office:holidays")


@require_POST
@staff_only
def recompute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Work out the due dates of open matters anew whose time includes the day of override pk."""
    root = _root_for(request.user)
    override = get_object_or_404(DayOverride, pk=pk)
    return _recompute(request, root, override.day)


def _recompute(request: SignedInRequest, root: Area, day: date) -> HttpResponse:
    label = f"重新计算期限：{chinese_date(day)}"
    params = {"day": day.isoformat()}
    with transaction.atomic():
        job = start_job(
            kind=DEADLINES, label=label, created_by=request.user, area=root, params=params
        )
        _note(request, root, label)
    return redirect(job)


def _root_for(user: User) -> Area:
    """The whole city's calendar is changed by who manages the whole city; 404 for others."""
    root = Area.get_root()
    if not can_manage(user, root):
        raise Http404
    return root


def _form(data: Any) -> DayForm:
    return DayForm(data, years=_years())


def _years() -> tuple[int, int]:
    this_year = timezone.localdate().year
    return this_year, this_year + 1


def _page(request: SignedInRequest, form: DayForm, status: int = 200) -> HttpResponse:
    first = date(_years()[0], 1, 1)
    overrides = list(DayOverride.objects.filter(day__gte=first).order_by("day"))
    affected = counted_over([override.day for override in overrides])
    context = {
        "form": form,
        "overrides": [(override, affected[override.day]) for override in overrides],
        "calendars": [(year, stretches(special_days(year))) for year in _years()],
        "may_change": can_manage(request.user, Area.get_root()),
    }
    return office_page(request, "holidays", "office/holidays.html", context, status)


def stretches(notes: list[DayNote]) -> list[Stretch]:
    """Days in a row with the same reason as one line; the Spring Festival has one name a day."""
    found: list[Stretch] = []
    for note in notes:
        last = found[-1] if found else None
        if last and last.is_followed_by(note):
            last.last = note.day
            if note.reason not in last.reason:
                last.reason += f"、{note.reason}"
        else:
            found.append(Stretch(note.day, note.day, note.is_working, note.reason))
    return found


def _words(override: DayOverride) -> str:
    return f"{chinese_date(override.day)}{'上班' if override.is_working else '休息'}"


def _note(request: SignedInRequest, root: Area, target: str, reason: str = "") -> None:
    record(request, target, root, reason)
