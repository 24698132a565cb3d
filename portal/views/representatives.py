"""A representative in public: only what he or she agreed to show."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from messages.models import ResponseRecord
from portal.public import quick
from portal.public.answers import page_of, public_answers
from portal.public.pictures import send_picture
from portal.public.records import is_frozen, year_record
from portal.public.sharing import share
from representatives.models import GroupMembership, Representative, Seat
from stations.reception import next_of


@login_not_required
@require_safe
def representative(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers stay when the term is over; the person can't be written to any more."""
    people = Representative.objects.defer("phone").select_related("station")
    seats = Prefetch("seats", Seat.objects.with_names().order_by("pk"))
    person = get_object_or_404(people.prefetch_related(seats), pk=pk)
    today = timezone.localdate()
    is_serving = any(seat.is_active for seat in person.seats.all())
    shows_figures = is_serving and not is_frozen(person, today)
    record = ResponseRecord.objects.filter(representative=person).first() if shows_figures else None
    rules = quick.reception_rules(person.station_id)
    answers = public_answers().filter(message__representative=person, message__is_kept=False)
    context = {
        "person": person,
        "is_serving": is_serving,
        "is_away": person.is_away(today),
        "record": record if record and record.is_telling else None,
        "year": year_record(person) if shows_figures else None,
        "groups": _groups(person) if is_serving else [],
        "reception": next_of(rules, today) if person.station.is_active else None,
        "slug": quick.person_code(person.pk) if is_serving else "",
        "share": share(
            f"{person.name}代表", f"{person.posts_line} {person.station.name}",
            "portal:representative", person.pk,
        ),
        **page_of(request, answers),
    }  # fmt: skip
    return render(request, "portal/representative.html", context)


def _groups(person: Representative) -> list[GroupMembership]:
    """Groups and what the person is in them; party branches are nobody's business here."""
    rows = person.group_memberships.current().filter(group__is_active=True)
    return list(rows.select_related("group").order_by("pk"))


@login_not_required
@require_safe
def representative_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The portrait, where the person agreed to show it."""
    person = get_object_or_404(Representative.objects.only("photo", "publish_photo"), pk=pk)
    if not person.publish_photo:
        raise Http404
    return send_picture(person.photo)
