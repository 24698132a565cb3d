"""入口和扫码: which links and codes bring people, and which are never scanned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage, offices_of
from areas.models import Area
from jobs.models import start_job
from messages.codes import figures as code_figures
from messages.codes.figures import CodeCounts, Figures
from messages.forms.entries import SHOW, CodeFilterForm
from messages.job_kinds import CODES_TABLE
from messages.models import Burst
from office.frame import office_page, staff_only
from office.notes import Action, record
from office.paging import search_words, take
from representatives.models import MessageCode
from stations.models import Station


@dataclass(frozen=True)
class StationLine:
    station: Station
    counts: CodeCounts
    figures: Figures


@dataclass(frozen=True)
class CodeLine:
    code: MessageCode
    role: str
    place: str
    figures: Figures


@require_safe
@staff_only
def entries(request: SignedInRequest) -> HttpResponse:
    query = search_words(request)
    rows = Station.objects.looked_after_by(request.user).select_related("area")
    if query:
        rows = rows.filter(
            Q(name__icontains=query) | Q(code=query) | Q(area__short_name__icontains=query)
        )
    found, next_url = take(request, rows, "code")
    context = {
        "by_channel": code_figures.by_channel(request.user),
        "rows": _station_lines(found),
        "next_url": next_url,
        "query": query,
        "is_first": not request.GET.get("after"),
        "silent_days": code_figures.SILENT_DAYS,
        "bursts": Burst.objects.looked_after_by(request.user).unseen().exists(),
        "may_change_channels": can_manage(request.user, Area.get_root()),
    }
    return office_page(request, "entries", "messages/office/entries.html", context)


def _station_lines(found: list[Station]) -> list[StationLine]:
    since = code_figures.silent_since(code_figures.SILENT_DAYS)
    counts = code_figures.counts_of(found, since)
    figures = code_figures.by_station(found, timezone.localdate())
    return [
        StationLine(
            place, counts.get(place.pk, CodeCounts()), figures.get(place.pk, code_figures.NONE)
        )
        for place in found
    ]


@require_safe
@staff_only
def codes(request: SignedInRequest) -> HttpResponse:
    """Codes to look after: silent ones first of all."""
    form = CodeFilterForm(request.GET)
    show, days = form.wanted
    rows = MessageCode.objects.live().looked_after_by(request.user)
    rows = rows.filter(_wanted(show, code_figures.silent_since(days)))
    found, next_url = take(request, rows.select_related(*PEOPLE), "pk")
    context = {
        "form": form,
        "title": f"贴出去 {days} 天以上没人扫的码" if show == "silent" else f"{SHOW[show]}码",
        "rows": code_lines(found, timezone.localdate()),
        "next_url": next_url,
        "clear_url": f"{reverse('office:entry_codes')}?show={show}&days={days}",
        "is_first": not request.GET.get("after"),
    }
    return office_page(
        request, "entries", "messages/office/entry_codes.html", context, 422 if form.errors else 200
    )


PEOPLE = ("representative__station", "officer", "station")


def _wanted(show: str, silent_since: date) -> Q:
    return {
        "silent": code_figures.silent_q(silent_since),
        "unprinted": Q(printed_at=None),
        "unmounted": Q(printed_at__isnull=False, mounted_on=None),
        "all": Q(),
    }[show]


def code_lines(found: list[MessageCode], today: date) -> list[CodeLine]:
    figures = code_figures.by_code(found, today)
    return [
        CodeLine(
            code,
            code_figures.role_of(code),
            code_figures.place_of(code),
            figures.get(code.pk, code_figures.NONE),
        )
        for code in found
    ]


@require_POST
@staff_only
def export_codes(request: SignedInRequest) -> HttpResponse:
    office = offices_of(request.user)[0]
    label = f"{office.short_name}二维码清单"
    with transaction.atomic():
        job = start_job(kind=CODES_TABLE, label=label, created_by=request.user, area=office)
        record(request, label, office, action=Action.EXPORT)
    return redirect(job)
