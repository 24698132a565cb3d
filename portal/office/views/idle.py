"""建而不用: which stations stand idle, by area, kind and group; for staff."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from jobs.models import start_job
from office.chosen import area_frame, chosen_area
from office.frame import office_page, staff_only
from office.notes import Action, record
from office.paging import take
from portal.office.forms.idle import IdleForm
from portal.standards import idle as idle_stations
from portal.standards.export import IDLE_TABLE
from portal.standards.idle import IdleQuery
from portal.standards.rollup import standing_of
from portal.standards.rules import IDLE_DAYS, LEFT_OUT
from stations.models import Group
from yichang_renda.asking import pk_of

NAMES = ("days", "kind", "group", "area")


@require_safe
@staff_only
def idle(request: SignedInRequest) -> HttpResponse:
    form = _form(request.GET)
    query = _query(request, form)
    rows = query.idle().select_related("area", "standing")
    found, next_url = take(request, rows, "code")
    counts = idle_stations.count(query)
    context = {
        "form": form,
        "asked": query,
        "counts": counts,
        "shown": counts.of_kind(query.kind),
        "kinds": [
            {
                "label": tally.name,
                "idle": tally.idle,
                "note": f"共 {tally.stations} 个",
                "url": _url(request, kind=tally.key),
            }
            for tally in counts.by_kind
        ],
        "areas": [
            (tally, _url(request, area=tally.key) if tally.area else "") for tally in counts.by_area
        ],
        "rows": [(station, standing_of(station)) for station in found],
        "next_url": next_url,
        "first_url": _url(request),
        "is_first": not request.GET.get("after"),
        "groups_url": f"{reverse('office:idle_groups')}?{_kept(request, group='')}",
        "without_group_url": _url(request, group=""),
        "kept": _pairs(request),
        "left_out": LEFT_OUT,
        **area_frame(request, query.here, "office:idle"),
    }
    return office_page(
        request, "idle", "portal/office/idle.html", context, 200 if form.is_valid() else 422
    )


@require_safe
@staff_only
def idle_groups(request: SignedInRequest) -> HttpResponse:
    """Each group with the stations of its members, and how many of these stand idle."""
    form = _form(request.GET)
    query = _query(request, form)
    rows = Group.objects.active().looked_after_by(request.user).filter(query.here.subtree_q())
    found, next_url = take(request, rows.select_related("area"), "pk")
    tallies = idle_stations.of_groups(found, query)
    context = {
        "form": form,
        "asked": query,
        "rows": [(group, tallies[group.pk], _url(request, group=str(group.pk))) for group in found],
        "next_url": next_url,
        "first_url": f"{reverse('office:idle_groups')}?{_kept(request)}",
        "is_first": not request.GET.get("after"),
        "list_url": _url(request, group=""),
    }
    return office_page(
        request, "idle", "portal/office/idle_groups.html", context, 200 if form.is_valid() else 422
    )


@require_POST
@staff_only
def export_idle(request: SignedInRequest) -> HttpResponse:
    """The whole list as filtered; the workbook is made in the background."""
    request.GET = request.POST  # the filters stand in the form, not in the address
    form = _form(request.POST)
    if not form.is_valid():
        return redirect(_url(request))
    query = _query(request, form)
    params = {
        "days": query.days,
        "kind": query.kind,
        "today": query.today.isoformat(),
        "group": query.group.pk if query.group else None,
    }
    with transaction.atomic():
        job = start_job(
            kind=IDLE_TABLE,
            label=str(query),
            created_by=request.user,
            area=query.here,
            params=params,
        )
        record(request, str(query), query.here, action=Action.EXPORT)
    return redirect(job)


def _form(data: QueryDict) -> IdleForm:
    """Bound with the default where nothing was typed."""
    values: dict[str, Any] = {"days": data.get("days") or str(IDLE_DAYS)}
    return IdleForm(values | {"kind": data.get("kind", "")})


def _query(request: SignedInRequest, form: IdleForm) -> IdleQuery:
    """What was asked for; the default days while the typed ones are wrong."""
    form.is_valid()
    return IdleQuery(
        chosen_area(request),
        form.cleaned_data.get("days", IDLE_DAYS),
        timezone.localdate(),
        form.cleaned_data.get("kind", ""),
        _group(request),
    )


def _group(request: SignedInRequest) -> Group | None:
    pk = request.GET.get("group", "")
    if not pk:
        return None
    return get_object_or_404(Group.objects.looked_after_by(request.user), pk=pk_of(pk))


def _pairs(request: SignedInRequest) -> list[tuple[str, str]]:
    return [(name, request.GET[name]) for name in NAMES if request.GET.get(name)]


def _kept(request: SignedInRequest, **changes: str) -> str:
    """The filters of this page as an address, some of them changed ("" drops one)."""
    values = dict(_pairs(request)) | changes
    return urlencode({name: value for name, value in values.items() if value})


def _url(request: SignedInRequest, **changes: str) -> str:
    return f"{reverse('office:idle')}?{_kept(request, **changes)}"
