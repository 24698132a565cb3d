"""What an officer enters for others: walk-ins, calls, letters; their slips; the ledger."""

from __future__ import annotations

import io
import secrets
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import AuditEntry, User
from casework.actors import Actor
from jobs.tables import write_workbook
from messages.actors import actor_for
from messages.figures import ledger
from messages.figures.ledger import Ledger
from messages.forms.entry import EntryForm, LedgerForm, ReprintForm
from messages.hats import hats_of
from messages.intake import incoming
from messages.models import Message
from messages.permissions import can_enter, can_print_slip
from messages.voter import slips
from stations.models import Station

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    if not can_enter(user):
        raise PermissionDenied("登记来访、来电、来信由站点的联络员办理。")
    stations = hats_of(user).stations
    initial = {"key": secrets.token_urlsafe(16)}
    form = EntryForm(request.POST or None, stations=stations, initial=initial)
    if request.method == "POST" and form.is_valid():
        station = form.cleaned_data["station"]
        message = incoming.enter(
            form.words,
            form.recipient,
            key=form.cleaned_data["key"],
            origin=form.cleaned_data["origin"],
            other=form.other,
            by=Actor(user, station.name, station=station),
        )
        return redirect("desk:slip", pk=message.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "several": len(stations) > 1}
    return render(request, "desk/entry/enter.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Looking shows no secret; only the answer to the button carries it, and only for paper."""
    user = _user(request)
    message = get_object_or_404(Message.objects.visible_to(user).with_people(), pk=pk)
    actor = actor_for(user, message)
    if actor is None or not can_print_slip(user, message):
        raise PermissionDenied("回执只给登记的来访、来电、来信打印。")
    form = ReprintForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST":
        if "reason" not in request.POST and slips.claim_first_print(message):
            return _printed(request, message)
        if form.is_bound and form.is_valid():
            slips.record_reprint(message, form.cleaned_data["reason"], by=actor, request=request)
            return _printed(request, message)
    context = {"matter": message, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "desk/entry/slip.html", context, status=status)


def _printed(request: HttpRequest, message: Message) -> HttpResponse:
    context = {"matter": message, "today": timezone.localdate()} | slips.slip_context(message)
    response = render(request, "desk/entry/slip_paper.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def month_ledger(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    form, book = _ledger(user, request.GET)
    rows = list(book.rows(user)) if book else []
    context = {
        "form": form,
        "book": book,
        "header": ledger.HEADER,
        "rows": rows,
    }
    return render(request, "desk/entry/ledger.html", context)


def ledger_export(request: HttpRequest) -> HttpResponseBase:
    """The same as a workbook; who took it out is logged."""
    if request.method != "POST":
        return redirect("desk:ledger")
    user = _user(request)
    form, book = _ledger(user, request.POST)
    if book is None:
        context: dict[str, Any] = {"form": form, "book": None, "rows": [], "header": ()}
        return render(request, "desk/entry/ledger.html", context, status=422)
    file = io.BytesIO()
    rows = book.rows(user)
    count = write_workbook(rows, ledger.HEADER, file, title="台账", widths=ledger.WIDTHS)
    AuditEntry.record(
        actor=user,
        action=AuditEntry.Action.EXPORT,
        target=f"{book.title}（{count} 件）",
        area=book.station.area,
        request=request,
    )
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{book.title}.xlsx", content_type=XLSX)


def _ledger(user: User, asked: QueryDict) -> tuple[LedgerForm, Ledger | None]:
    """What was asked for; by default this month of one's first station."""
    stations = _stations_of(user)
    if not stations.exists():
        raise PermissionDenied("台账由站点的联络员和上级机关查看。")
    first = hats_of(user).station_ids[:1] or stations.values_list("pk", flat=True)[:1]
    default = {"station": first[0], "month": f"{timezone.localdate():%Y-%m}"}
    given = {name: asked.get(name) or value for name, value in default.items()}
    form = LedgerForm(given, stations=stations)
    if not form.is_valid():
        return form, None
    return form, Ledger(form.cleaned_data["station"], form.cleaned_data["month"])


def _stations_of(user: User) -> QuerySet[Station]:
    hats = hats_of(user)
    mine = Q(pk__in=hats.station_ids)
    for office in hats.offices:
        mine |= office.scope_q("area__")
    return Station.objects.filter(mine)


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
