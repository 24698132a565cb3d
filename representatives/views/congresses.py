"""Congresses of the area: terms, districts, electing units, and how far a roll-over is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from areas.dates import chinese_date
from office.blocks import blocks_of
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, listed, to
from office.lists.filters import TextFilter
from office.notes import note
from office.pages import managed
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

PART = "congresses"
OPEN_SEATS = ~Q(seats__status=Seat.Status.ENDED)
SEAT_TONES = {Seat.Status.ACTIVE: "done", Seat.Status.SUSPENDED: "soon"}


@dataclass(frozen=True)
class CongressRow:
    congress: Congress
    term: Term | None
    seats: int
    freeze: PublicationFreeze | None
    change: TermChange | None


class NameFilters(Filters):
    q = TextFilter("name", "名称")


def _change_words(congress: Any) -> str:
    change = congress.row.change
    return f"第 {change.number} 届：{change.get_state_display()}" if change else "没有在办"


def _freeze_words(congress: Any) -> str:
    """When a freeze ends, or begins; "" without one."""
    freeze = congress.row.freeze
    if freeze is None:
        return ""
    if _is_frozen(congress):
        return f"到 {chinese_date(freeze.ends_on)}"
    return f"{chinese_date(freeze.starts_on)}起暂停"


def _is_frozen(congress: Any) -> bool:
    freeze = congress.row.freeze
    return bool(freeze and freeze.starts_on <= timezone.localdate())


@listed
class Congresses(Listing):
    key, title, part = "congresses", "人大和换届", PART
    template = "representatives/office/congresses.html"
    filters = NameFilters
    order = "pk"
    columns = (
        Column(
            "name", "人民代表大会", link=to("office:congress"), sort="name", is_head=True, width=30
        ),
        Column(
            "level",
            "层级",
            value="get_level_display",
            words=lambda congress: f"{congress.get_level_display()}级",
            under="name",
        ),
        Column(
            "term",
            "现在",
            value="row.term.number",
            words=lambda congress: (
                f"第 {congress.row.term.number} 届" if congress.row.term else "还没有一届"
            ),
        ),
        Column(
            "opened_on",
            "开始",
            value="row.term.opened_on",
            words=lambda congress: (
                congress.row.term
                and congress.row.term.opened_on
                and f"{chinese_date(congress.row.term.opened_on)}起"
            ),
            under="term",
        ),
        Column("seats", "代表职务", value="row.seats", is_number=True),
        Column(
            "change",
            "换届",
            value=_change_words,
            link=lambda one: one.row.change.get_absolute_url() if one.row.change else "",
            width=24,
        ),
        Column(
            "freeze",
            "个人数据",
            value=lambda congress: "暂停公开" if _is_frozen(congress) else "照常公开",
            tone=lambda congress: "soon" if _is_frozen(congress) else "",
        ),
        Column("freeze_days", "暂停公开的日子", value=_freeze_words, under="freeze", width=24),
    )
    nothing = Empty("还没有人民代表大会", "导入代表名册以后，会列在这里。")
    not_found = Empty("没有找到这样的人民代表大会", "换个字再找。")

    def rows(self) -> QuerySet[Congress]:
        return Congress.objects.looked_after_by(self.user).select_related("area")

    def dressed(self, found: list[Any]) -> list[Any]:
        for row in rows_of(found, timezone.localdate()):
            row.congress.row = row  # type: ignore[attr-defined]
        return found


@require_safe
@staff_only
def congresses(request: SignedInRequest) -> HttpResponse:
    return Congresses(request.user, request.GET).respond(request)


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


class Bodies(Listing):
    """What elects the people of a congress, on its page."""

    part = PART
    template = "representatives/office/congress.html"
    filters = NameFilters
    order = "pk"
    nothing = Empty("这一届还没有登记", "导入代表名册以后，会列在这里。")

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return Congress.objects.looked_after_by(user)


PEOPLE = Column("people", "代表", sort="-people", is_number=True, total=Sum("people"))


@listed
class Districts(Bodies):
    key, title = "districts", "选区"
    columns = (
        Column("name", "名称", link=to("office:district"), sort="name", is_head=True, width=24),
        Column(
            "areas",
            "范围",
            value=lambda district: [area.short_name for area in district.areas.all()],
            words=lambda district: (
                [area.short_name for area in district.areas.all()] or "没有写范围"
            ),
            width=50,
        ),
        PEOPLE,
    )

    def rows(self) -> QuerySet[Any]:
        rows = ElectoralDistrict.objects.filter(term=self.owner.current_term)
        return rows.prefetch_related("areas").annotate(people=Count("seats", filter=OPEN_SEATS))


@listed
class Units(Bodies):
    """They outlive terms; counted are the people of the present one."""

    key, title = "units", "选举单位"
    columns = (
        Column("name", "名称", link=to("office:unit"), sort="name", is_head=True, width=24),
        Column("area", "范围", value="area.short_name", sort="area__path"),
        PEOPLE,
    )

    def rows(self) -> QuerySet[Any]:
        seats = OPEN_SEATS & Q(seats__term=self.owner.current_term)
        rows = ElectingUnit.objects.filter(level=self.owner.level).select_related("area")
        return rows.annotate(people=Count("seats", filter=seats))


@require_safe
@staff_only
def congress(request: SignedInRequest, pk: int) -> HttpResponse:
    place = get_congress(request, pk)
    today = timezone.localdate()
    kind = Districts if place.level in DIRECT else Units
    context: dict[str, Any] = {
        "row": rows_of([place], today)[0],
        "congress": place,
        "terms": list(place.terms.order_by("-number")),
        "freezes": list(PublicationFreeze.objects.not_over(today).filter(congress=place)),
        "blocks": blocks_of(request, "congress", place),
        "today": today,
        "may_change": can_manage(request.user, place.area),
    }
    return kind(request.user, request.GET, place).respond(request, **context)


class Elected(Listing):
    """The seats of a district or unit, on its page."""

    part = PART
    template = "representatives/office/district.html"
    order = "pk"
    columns = (
        Column(
            "name",
            "姓名",
            value="representative.name",
            sort="representative__pinyin",
            is_head=True,
        ),
        Column(
            "station",
            "站点",
            value="representative.station.name",
            sort="representative__station__code",
            width=36,
        ),
        Column(
            "status",
            "职务",
            value="get_status_display",
            tone=lambda seat: SEAT_TONES.get(seat.status, "plain"),
            sort="status",
        ),
    )
    nothing = Empty("还没有代表")

    def rows(self) -> QuerySet[Seat]:
        return self.seats().select_related("representative__station")

    def seats(self) -> QuerySet[Seat]:
        raise NotImplementedError


@listed
class OfDistrict(Elected):
    key, title = "district_seats", "选区选出的代表"

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return ElectoralDistrict.objects.looked_after_by(user)

    def seats(self) -> QuerySet[Seat]:
        return Seat.objects.filter(district=self.owner)


@listed
class OfUnit(Elected):
    """Seats of the current term; a unit outlives terms."""

    key, title = "unit_seats", "选举单位选出的代表"

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return ElectingUnit.objects.looked_after_by(user)

    def seats(self) -> QuerySet[Seat]:
        return Seat.objects.filter(unit=self.owner, term__closed_on=None)


@require_safe
@staff_only
def district(request: SignedInRequest, pk: int) -> HttpResponse:
    body = _district(request, pk)
    place = body.term.congress
    context: dict[str, Any] = {
        "congress": place,
        "term": body.term,
        "areas": list(body.areas.all()),
        "may_change": can_manage(request.user, place.area) and body.term.closed_on is None,
    }
    return OfDistrict(request.user, request.GET, body).respond(request, **context)


@require_safe
@staff_only
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    found = ElectingUnit.objects.looked_after_by(request.user).select_related("area")
    body = get_object_or_404(found, pk=pk)
    place = Congress.objects.looked_after_by(request.user).filter(level=body.level).first()
    context: dict[str, Any] = {
        "congress": place,
        "term": place.current_term if place else None,
        "areas": [body.area] if body.area else [],
        "may_change": False,
    }
    return OfUnit(request.user, request.GET, body).respond(request, **context)


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
            request, PART, "representatives/office/district_areas.html", context, status
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
