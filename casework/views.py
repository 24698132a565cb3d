"""Working days: what the national calendar says, what staff changed, and the dates it moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages as flash
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from areas.calendar import DayNote, named_days
from areas.dates import chinese_date
from areas.holiday_notice import enter_notice
from areas.models import Area, DayOverride, HolidayNotice
from casework import deadlines
from casework.forms import DayForm, NoticeForm
from casework.job_kinds import DEADLINES
from jobs.models import Job, start_job
from office.frame import office_page, staff_only
from office.notes import record

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
    return _page(request)


@require_POST
@staff_only
def add_day(request: SignedInRequest) -> HttpResponse:
    root = _root_for(request.user)
    form = DayForm(request.POST, years=_years())
    if not form.is_valid():
        return _page(request, day_form=form, status=422)
    with transaction.atomic():
        override = form.save()
        _note(request, root, f"工作日调整：{_words(override)}", override.reason)
    return _moved(request, root, [override.day], f"已设定：{_words(override)}")


@require_POST
@staff_only
def delete_day(request: SignedInRequest, pk: int) -> HttpResponse:
    root = _root_for(request.user)
    override = get_object_or_404(DayOverride, pk=pk)
    words, day = _words(override), override.day
    with transaction.atomic():
        override.delete()
        _note(request, root, f"取消工作日调整：{words}")
    return _moved(request, root, [day], f"已取消：{words}")


@require_POST
@staff_only
def enter_year(request: SignedInRequest) -> HttpResponse:
    """The year's notice: first shown as it was read, then entered; clocks on record follow."""
    root = _root_for(request.user)
    form = NoticeForm(request.POST, years=_years())
    if not form.is_valid():
        return _page(request, notice_form=form, status=422)
    if "again" in request.POST:
        return _page(request, notice_form=form)
    if "confirm" not in request.POST:
        return _check(request, form)
    changes, year = form.plan.changes(), form.cleaned_data["year"]
    try:
        with transaction.atomic():
            notice = enter_notice(form.plan, year=year, document=form.cleaned_data["document"])
            _note(request, root, f"录入{notice}", notice.document)
    except IntegrityError:
        flash.error(request, f"{year} 年的安排刚刚有人录入了，请看现在的日历。")
        return redirect("office:holidays")
    return _moved(request, root, [note.day for note in changes], f"已录入{notice}")


@require_POST
@staff_only
def withdraw_year(request: SignedInRequest, pk: int) -> HttpResponse:
    """Taken back with all its days: dates of that year are provisional again."""
    root = _root_for(request.user)
    notice = get_object_or_404(HolidayNotice, pk=pk)
    words, days = str(notice), list(notice.days.values_list("day", flat=True))
    with transaction.atomic():
        notice.delete()
        _note(request, root, f"撤销{words}")
    return _moved(request, root, days, f"已撤销{words}")


@require_POST
@staff_only
def recompute(request: SignedInRequest, pk: int) -> HttpResponse:
    """Work out the due dates of open matters anew whose time includes the day of override pk."""
    root = _root_for(request.user)
    override = get_object_or_404(DayOverride, pk=pk)
    return _recompute(request, root, [override.day])


def _moved(request: SignedInRequest, root: Area, days: list[date], done: str) -> HttpResponse:
    """After days changed: the clocks on record are brought in line, where any counts over them."""
    if days and deadlines.total(min(days), max(days)):
        flash.success(request, f"{done}。正在计时的期限跟着重新计算。")
        return _recompute(request, root, days)
    flash.success(request, f"{done}。没有正在计时的期限受影响。")
    return redirect("office:holidays")


def _recompute(request: SignedInRequest, root: Area, days: list[date]) -> HttpResponse:
    first, last = min(days), max(days)
    until = "" if first == last else f"至 {chinese_date(last)}"
    label = f"重新计算期限：{chinese_date(first)}{until}"
    params = {"first": first.isoformat(), "last": last.isoformat()}
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


def _years() -> tuple[int, int]:
    this_year = timezone.localdate().year
    return this_year, this_year + 1


def _page(
    request: SignedInRequest,
    *,
    day_form: DayForm | None = None,
    notice_form: NoticeForm | None = None,
    status: int = 200,
) -> HttpResponse:
    first = date(_years()[0], 1, 1)
    overrides = list(DayOverride.objects.filter(day__gte=first, notice=None).order_by("day"))
    affected = deadlines.counted_over([override.day for override in overrides])
    notice_form = notice_form or NoticeForm(years=_years())
    context = {
        "form": day_form or DayForm(years=_years()),
        "notice_form": notice_form,
        "unarranged": notice_form.years,
        "notices": HolidayNotice.objects.filter(year__gte=first.year),
        "overrides": [(override, affected[override.day]) for override in overrides],
        "calendars": [(year, stretches(notes)) for year, notes in named_days(_years())],
        "last_run": Job.objects.filter(kind=DEADLINES).order_by("-pk").first(),
        "may_change": can_manage(request.user, Area.get_root()),
    }
    return office_page(request, "holidays", "casework/holidays.html", context, status)


def _check(request: SignedInRequest, form: NoticeForm) -> HttpResponse:
    changes = form.plan.changes()
    days = [note.day for note in changes]
    context = {
        "form": form,
        "stretches": stretches(form.plan.notes()),
        "unnamed": "、".join(form.plan.unnamed()),
        "changes": stretches(changes),
        "affected": deadlines.total(min(days), max(days)) if days else 0,
    }
    return office_page(request, "holidays", "casework/holidays_check.html", context)


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
