"""/desk/: the representative's home, and the work lists of officers, departments and offices."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from messages.desk.rows import rows_of
from messages.desk.similar import alike_to, mark_alike
from messages.desk.worklists import RepresentativeDesk
from messages.forms.kept import SaveFilterForm
from messages.models import Message, ResponseRecord, SavedFilter
from messages.permissions import can_merge
from messages.views.worklist import WorkList
from representatives.models import Representative

CARDS = 20
MORNING, NOON, EVENING = 5, 12, 18


@never_cache
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """The work list of the chosen desk; a representative's first page is a home of its own."""
    user = cast(User, request.user)
    if not WorkList.allowed(user):
        return render(request, "desk/home_none.html")
    listing = WorkList(user, request.GET)
    asked = set(request.GET) - {"desk"}
    if isinstance(listing.desk, RepresentativeDesk) and not asked and not listing.desk.notice:
        context = {"listing": listing} | _home(listing.desk)
        return render(request, "desk/home.html", context)
    saved = list(SavedFilter.objects.filter(user=user))
    home = next((f for f in saved if f.is_home), None)
    if home and not request.GET:
        return redirect(f"{reverse('desk:list')}?{home.query}")
    query = listing.saved_query or f"tab={listing.tab.key}"
    return listing.respond(
        cast(SignedInRequest, request),
        saved=saved,
        save_form=SaveFilterForm(initial={"query": query}),
        is_dense=request.COOKIES.get("density") == "compact",
        here=request.get_full_path(),
    )


# the representative's home ----------------------------------------------------------------------


def _home(desk: RepresentativeDesk) -> dict[str, Any]:
    counts = desk.counts()
    found = list(desk.listed(desk.rows("mine")).order_by("due_date", "pk")[:CARDS])
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
