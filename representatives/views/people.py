"""Representatives, officers and departments of an area: who has an account, and opening one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from office.accounts import account_lines, account_words
from office.blocks import blocks_of
from office.frame import office_page, staff_only
from office.paging import search_words, take
from representatives.models import Representative, Seat
from stations.models import Department, LiaisonOfficer

Person = Representative | LiaisonOfficer
KINDS = {"representatives": "代表", "officers": "联络员", "departments": "承办单位"}


@dataclass(frozen=True)
class PersonRow:
    name: str
    detail: str
    place: str
    account: str
    url: str


@require_safe
@staff_only
def people(request: SignedInRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else "representatives"
    query = search_words(request)
    without_account = kind == "representatives" and request.GET.get("account") == "none"
    rows_of = {
        "representatives": _representatives,
        "officers": _officers,
        "departments": _departments,
    }
    rows, next_url = rows_of[kind](request, query)
    context = {
        "kind": kind,
        "kinds": [
            {
                "label": label,
                "url": f"?kind={key}",
                "count": None,
                "current": key == kind,
                "tone": "",
            }
            for key, label in KINDS.items()
        ],
        "rows": rows,
        "next_url": next_url,
        "query": query,
        "without_account": without_account,
        "is_first": not request.GET.get("after"),
    }
    return office_page(request, "people", "representatives/office/people.html", context)


def _representatives(request: SignedInRequest, query: str) -> tuple[list[PersonRow], str]:
    found = Representative.objects.looked_after_by(request.user)
    if query:
        found = found.named(query)
    if request.GET.get("account") == "none":
        found = found.serving().filter(user=None)
    page, url = take(request, with_seats(found).select_related("station", "user"), "pk")
    rows = [
        PersonRow(
            person.name,
            person.posts_line or "没有在任的代表职务",
            person.station.name,
            account_words(person.user),
            reverse("office:representative", args=[person.pk]),
        )
        for person in page
    ]
    return rows, url


def with_seats(people: QuerySet[Any]) -> QuerySet[Any]:
    return people.prefetch_related(Prefetch("seats", Seat.objects.with_names().order_by("pk")))


def _officers(request: SignedInRequest, query: str) -> tuple[list[PersonRow], str]:
    found = LiaisonOfficer.objects.looked_after_by(request.user).select_related("user")
    if query:
        found = found.filter(name__icontains=query)
    page, url = take(request, found.prefetch_related("stations"), "pk")
    rows = [
        PersonRow(
            officer.name,
            "在岗" if officer.is_active else "不在岗",
            "、".join(station.name for station in officer.stations.all()),
            account_words(officer.user),
            reverse("office:officer", args=[officer.pk]),
        )
        for officer in page
    ]
    return rows, url


def _departments(request: SignedInRequest, query: str) -> tuple[list[PersonRow], str]:
    found = Department.objects.looked_after_by(request.user).select_related("area")
    if query:
        found = found.filter(name__icontains=query)
    page, url = take(request, found.annotate(people=Count("members")), "pk")
    rows = [
        PersonRow(
            department.name,
            department.contact,
            department.area.short_name,
            f"{department.people} 个账号" if department.people else "未开通",
            reverse("office:department", args=[department.pk]),
        )
        for department in page
    ]
    return rows, url


# one of them ----------------------------------------------------------------------------------


@require_safe
@staff_only
def representative(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_representative(request, pk)
    seats = sorted(person.seats.all(), key=lambda seat: seat.status == Seat.Status.ENDED)
    serves = any(seat.status != Seat.Status.ENDED for seat in seats)
    context = {
        "person": person,
        "has_left": bool(seats) and not serves,
        "kind": "representative",
        "area": person.area,
        "seats": seats,
        "duty_reports": list(person.duty_reports.all()),
        "groups": list(person.group_memberships.current().select_related("group")),
        "branches": list(person.branch_memberships.current().select_related("branch")),
        "accounts": account_lines(request.user, [person.user] if person.user else []),
        "may_change": can_manage(request.user, person.area),
        "blocks": blocks_of(request, "representative", person),
    }
    return office_page(request, "people", "representatives/office/representative.html", context)


def get_representative(request: SignedInRequest, pk: int) -> Representative:
    visible = Representative.objects.looked_after_by(request.user)
    with_places = with_seats(visible).select_related("station__area", "user__area")
    person: Representative = get_object_or_404(with_places, pk=pk)
    return person
