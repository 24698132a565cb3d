"""Congresses of the area: terms, districts, electing units, and how far a roll-over is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.blocks import blocks_of
from office.frame import managers_only, office_page, staff_only
from office.notes import note
from office.pages import managed
from office.paging import search_words, take
from representatives.forms.congresses import DistrictAreasForm
from representatives.models import (
    DIRECT,
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    PublicationFreeze,
    Seat,
    Term,
    TermChange,
)

OPEN_SEATS = ~Q(seats__status=Seat.Status.ENDED)
MOST_PEOPLE = 200  # of one district or unit; the largest unit elects about a hundred


@dataclass(frozen=True)
class CongressRow:
    congress: Congress
    term: Term | None
    seats: int
    freeze: PublicationFreeze | None
    change: TermChange | None


@require_safe
@staff_only
def congresses(request: SignedInRequest) -> HttpResponse:
    query = search_words(request)
    found = Congress.objects.looked_after_by(request.user).select_related("area")
    if query:
        found = found.filter(name__icontains=query)
    page, next_url = take(request, found, "pk")
    context = {
        "rows": rows_of(page, timezone.localdate()),
        "next_url": next_url,
        "query": query,
        "is_first": not request.GET.get("after"),
        "today": timezone.localdate(),
    }
    return office_page(request, "congresses", "representatives/office/congresses.html", context)


def rows_of(found: list[Congress], today: date) -> list[CongressRow]:
    """What a row shows of each: three queries for a whole page."""
    pks = [congress.pk for congress in found]
    terms = {
        term.congress_id: term
        for term in Term.objects.current()
        .filter(congress__in=pks)
        .annotate(open_seats=Count("seats", filter=OPEN_SEATS))
    }
    freezes: dict[int, PublicationFreeze] = {}
    for freeze in PublicationFreeze.objects.not_over(today).filter(congress__in=pks):
        freezes[freeze.congress_id] = freeze  # the newest start first, so the nearest is kept
    changes = {
        change.congress_id: change
        for change in TermChange.objects.unfinished().filter(congress__in=pks)
    }
    return [
        CongressRow(
            congress,
            term,
            term.open_seats if term else 0,
            freezes.get(congress.pk),
            changes.get(congress.pk),
        )
        for congress in found
        for term in [terms.get(congress.pk)]
    ]


@require_safe
@staff_only
def congress(request: SignedInRequest, pk: int) -> HttpResponse:
    place = get_congress(request, pk)
    today = timezone.localdate()
    row = rows_of([place], today)[0]
    query = search_words(request)
    is_direct = place.level in DIRECT
    bodies = _districts(row.term) if is_direct else _units(place, row.term)
    if query:
        bodies = bodies.filter(name__icontains=query)
    page, next_url = take(request, bodies, "pk")
    context = {
        "row": row,
        "congress": place,
        "is_direct": is_direct,
        "bodies": page,
        "next_url": next_url,
        "query": query,
        "is_first": not request.GET.get("after"),
        "terms": list(place.terms.order_by("-number")),
        "freezes": list(PublicationFreeze.objects.not_over(today).filter(congress=place)),
        "blocks": blocks_of(request, "congress", place),
        "today": today,
        "may_change": can_manage(request.user, place.area),
    }
    return office_page(request, "congresses", "representatives/office/congress.html", context)


def _districts(term: Term | None) -> QuerySet[Any]:
    rows = ElectoralDistrict.objects.filter(term=term)
    return rows.prefetch_related("areas").annotate(people=Count("seats", filter=OPEN_SEATS))


def _units(place: Congress, term: Term | None) -> QuerySet[Any]:
    seats = OPEN_SEATS & Q(seats__term=term)
    rows = ElectingUnit.objects.filter(level=place.level).select_related("area")
    return rows.annotate(people=Count("seats", filter=seats))


@require_safe
@staff_only
def district(request: SignedInRequest, pk: int) -> HttpResponse:
    body = _district(request, pk)
    place = body.term.congress
    context = {
        "body": body,
        "congress": place,
        "term": body.term,
        "areas": list(body.areas.all()),
        "seats": _people(body.seats.all()),
        "may_change": can_manage(request.user, place.area) and body.term.closed_on is None,
    }
    return office_page(request, "congresses", "representatives/office/district.html", context)


@require_safe
@staff_only
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Seats of the current term; a unit outlives terms."""
    found = ElectingUnit.objects.looked_after_by(request.user).select_related("area")
    body = get_object_or_404(found, pk=pk)
    place = Congress.objects.looked_after_by(request.user).filter(level=body.level).first()
    context = {
        "body": body,
        "congress": place,
        "term": place.current_term if place else None,
        "areas": [body.area] if body.area else [],
        "seats": _people(body.seats.filter(term__closed_on=None)),
        "may_change": False,
    }
    return office_page(request, "congresses", "representatives/office/district.html", context)


def _people(seats: QuerySet[Seat]) -> list[Seat]:
    rows = seats.select_related("representative__station").order_by("status", "pk")
    return list(rows[:MOST_PEOPLE])


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def district_areas(request: SignedInRequest, pk: int) -> HttpResponse:
    body = _district(request, pk)
    if not can_manage(request.user, body.term.congress.area) or body.term.closed_on:
        raise Http404
    form = DistrictAreasForm(request.POST or None, district=body)
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "body": body, "towns": form.towns()}
        return office_page(
            request, "congresses", "representatives/office/district_areas.html", context, status
        )
    chosen = list(form.cleaned_data["areas"])
    with transaction.atomic():
        body.areas.set(chosen)
        names = "、".join(area.short_name for area in chosen)[:150] or "空"
        note(request, f"{body.term}{body}的范围：{names}", body.term.congress.area)
    return redirect("office:district", pk=body.pk)


# shared ---------------------------------------------------------------------------------------


def get_congress(request: SignedInRequest, pk: int) -> Congress:
    found = Congress.objects.looked_after_by(request.user).select_related("area")
    return get_object_or_404(found, pk=pk)


def managed_congress(request: SignedInRequest, pk: int) -> Congress:
    return managed(request, get_congress(request, pk))


def _district(request: SignedInRequest, pk: int) -> ElectoralDistrict:
    found = ElectoralDistrict.objects.looked_after_by(request.user)
    found = found.select_related("term__congress__area").prefetch_related("areas")
    return get_object_or_404(found, pk=pk)
