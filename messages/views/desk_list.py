"""/desk/: the representative's home, and the work lists of officers, departments and offices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from messages.desk import bulk
from messages.desk.listing import rows_of
from messages.desk.similar import alike_to, mark_alike
from messages.desk.worklists import (
    ALL,
    DepartmentDesk,
    Desk,
    RepresentativeDesk,
    desks_of,
    listed,
    listed_shares,
)
from messages.forms.lists import FilterForm, SaveFilterForm, query_to_keep
from messages.models import Message, ResponseRecord, SavedFilter
from messages.paging import due_page, key_page
from messages.permissions import can_merge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from messages.desk.worklists import Tab
    from messages.paging import Page
    from representatives.models import Representative

CAP = 999
CARDS = 20
MORNING, NOON, EVENING = 5, 12, 18


@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The work list of the chosen desk; a representative's first page is a home of its own."""
    desks = desks_of(request.user, timezone.localdate())  # type: ignore[arg-type]
    if not desks:
        return render(request, "desk/home_none.html")
    desk = next((d for d in desks if d.kind == request.GET.get("desk")), desks[0])
    context = {"switch": _switch(desks, desk)}
    asked = set(request.GET) - {"desk"}
    if isinstance(desk, RepresentativeDesk) and not asked:
        return render(request, "desk/home.html", context | _home(desk))
    filters = list(SavedFilter.objects.filter(user=request.user.pk))
    home = next((f for f in filters if f.is_home), None)
    if home and not request.GET:
        return redirect(f"{reverse('desk:list')}?{home.query}")
    return render(request, "desk/list.html", context | _list(request, desk, filters))


def _switch(desks: list[Desk], current: Desk) -> list[dict[str, Any]]:
    """One link per role, for people who have several."""
    if len(desks) == 1:
        return []
    base = reverse("desk:list")
    return [
        {"label": d.label, "url": f"{base}?desk={d.kind}", "current": d is current} for d in desks
    ]


# the representative's home ----------------------------------------------------------------------


def _home(desk: RepresentativeDesk) -> dict[str, Any]:
    counts = desk.counts()
    found = list(listed(desk.rows("mine")).order_by("due_date", "pk")[:CARDS])
    return {
        "desk": desk,
        "person": desk.person,
        "is_away": desk.person.is_away(desk.today),
        "greeting": greeting(timezone.localtime().hour),
        "counts": counts,
        "cards": rows_of(found, desk.today, mark_alike(found, desk.open())),
        "due_today": sum(matter.due_date == desk.today for matter in found),
        "has_more": counts["mine"] > len(found),
        "satisfaction": satisfaction(desk.person),
        "code": desk.person.codes.live().first(),
    }


def satisfaction(person: Representative) -> dict[str, str]:
    """The figure of satisfied voters with its n; none below ten ratings, which say nothing."""
    record = ResponseRecord.objects.filter(representative=person).first()
    rated = record.rated if record else 0
    if record is None or rated < ResponseRecord.MINIMUM:
        note = f"{rated} 人评过，满 {ResponseRecord.MINIMUM} 人后显示"
        return {"value": "—", "note": note, "tone": "plain"}
    value = f"{100 * record.satisfied // rated}%"
    return {"value": value, "note": f"{rated} 人评", "tone": "done"}


def greeting(hour: int) -> str:
    if MORNING <= hour < NOON:
        return "上午好"
    return "下午好" if NOON <= hour < EVENING else "晚上好"


# the lists --------------------------------------------------------------------------------------


def _list(request: HttpRequest, desk: Desk, filters: list[SavedFilter]) -> dict[str, Any]:
    form = FilterForm(request.GET, desk)
    key = request.GET.get("tab") or (ALL if form.value("q") else "")
    tab = desk.tab(key)
    page = _page(request, desk, tab, form)
    alike = mark_alike(page.rows, desk.open()) if desk.merges and tab.where else {}
    query = query_to_keep(request.GET)
    return {
        "desk": desk,
        "tab": tab,
        "tabs": _tabs(request.GET, desk, tab),
        "form": form,
        "keep": [(k, request.GET[k]) for k in ("desk", "tab") if request.GET.get(k)],
        "clear_url": _url({"desk": request.GET.get("desk", ""), "tab": tab.key}),
        "rows": rows_of(page.rows, desk.today, alike),
        "acts": _acts(desk),
        "page": page,
        "pages": _around(request.GET, page),
        "query": query,
        "saved": filters,
        "save_form": SaveFilterForm(initial={"query": query or f"tab={tab.key}"}),
        "is_dense": request.COOKIES.get("density") == "compact",
        "here": request.get_full_path(),
    }


def _page(request: HttpRequest, desk: Desk, tab: Tab, form: FilterForm) -> Page:
    rows = form.narrow(desk.rows(tab.key))
    rows = listed_shares(rows) if isinstance(desk, DepartmentDesk) else listed(rows)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    if tab.by_due:
        return due_page(rows, after=after, before=before)
    is_filtered = form.is_active and form.number is None
    return key_page(
        rows,
        after=after,
        before=before,
        is_filtered=is_filtered,
        is_one_stretch=desk.is_one_stretch and not is_filtered,
    )


def _tabs(data: Mapping[str, str], desk: Desk, current: Tab) -> list[dict[str, Any]]:
    counts = desk.counts()
    return [
        {
            "label": tab.label,
            "url": _url({"desk": data.get("desk", ""), "tab": tab.key}),
            "count": capped(counts[tab.key]) if tab.where else None,
            "current": tab is current,
            "tone": tab.tone if tab.tone != "late" or counts[tab.key] else "",
        }
        for tab in desk.tabs
    ]


def _acts(desk: Desk) -> list[dict[str, Any]]:
    """What may be done with the ticked rows; a representative answers one by one."""
    if isinstance(desk, RepresentativeDesk):
        return []
    offered = [act for act in bulk.ACTS if desk.kind in act.desks]
    buttons = [
        {
            "label": act.label,
            "url": reverse(f"desk:bulk_{act.key}"),
            "shortcut": act.shortcut,
            "needs_ticks": True,
        }
        for act in offered
    ]
    export = {"label": "导出", "url": reverse("desk:bulk_export"), "shortcut": ""}
    return [*buttons, export | {"needs_ticks": False}]


def capped(count: int) -> int | str:
    return count if count <= CAP else f"{CAP}+"


def _around(data: Any, page: Page) -> dict[str, str]:
    """Links to the pages before and after this one; ``further`` goes on where a search stopped."""
    marks = {"before": page.before, "after": page.after, "further": page.looked_back_to}
    links = {}
    for name, mark in marks.items():
        values = {key: data[key] for key in data if key not in ("before", "after")}
        key = "after" if name == "further" else name
        links[name] = _url(values | {key: str(mark)}) if mark else ""
    return links


def _url(values: Mapping[str, str]) -> str:
    query = urlencode([(key, value) for key, value in values.items() if value])
    return f"{reverse('desk:list')}?{query}" if query else reverse("desk:list")


# beside the lists -------------------------------------------------------------------------------


@never_cache
@require_safe
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """A matter beside its look-alikes; a whole page, or its middle for htmx."""
    visible = Message.objects.visible_to(request.user).with_people()
    matter = get_object_or_404(visible, pk=pk)
    percents = dict(alike_to(matter, Message.objects.visible_to(request.user).open()))
    others = {other.pk: other for other in visible.filter(pk__in=percents)}
    context = {
        "matter": matter,
        "others": [(others[key], percent) for key, percent in percents.items() if key in others],
        "can_merge": can_merge(request.user, matter),  # type: ignore[arg-type]
    }
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/_similar.html", context)
    return render(request, "desk/list_similar.html", context)


@require_POST
def density(request: HttpRequest) -> HttpResponse:
    """Tight or roomy rows, remembered by this browser."""
    wanted = "roomy" if request.COOKIES.get("density") == "compact" else "compact"
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = redirect(back if safe and back.startswith("/") else "desk:list")
    response.set_cookie(
        "density",
        wanted,
        max_age=365 * 86400,
        samesite="Lax",
        secure=request.is_secure(),
        httponly=True,
    )
    return response
