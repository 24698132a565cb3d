"""A representative in public: only what he or she agreed to show."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from messages.models import ResponseRecord
from portal.public import quick
from portal.public.answers import page_of_owner
from portal.public.pictures import send_picture
from portal.public.records import year_record
from portal.public.sharing import share
from representatives.freezes import frozen_people
from representatives.models import Representative
from stations.reception import next_of
from supervision.results.published import published_of


@login_not_required
@require_safe
def representative(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers stay when the term is over; the person can't be written to any more."""
    people = Representative.objects.defer("phone").select_related("station")
    person = get_object_or_404(people, pk=pk)
    seats = [seat for seat in quick.seats(pk) if seat.is_active]
    today = timezone.localdate()
    is_serving = bool(seats)
    shows_figures = is_serving and not frozen_people([pk], today)
    record = ResponseRecord.objects.filter(representative=person).first() if shows_figures else None
    names = dict.fromkeys(seat.congress.name for seat in seats)
    posts = "、".join(names) + "人大代表" if names else ""
    rules = quick.reception_rules(person.station_id)
    context = {
        "person": person,
        "seats": seats,
        "posts_line": posts,
        "is_serving": is_serving,
        "is_away": person.is_away(today),
        "record": record if record and record.is_telling else None,
        "year": year_record(person) if shows_figures else None,
        "rated": published_of(pk) if shows_figures else [],
        "groups": quick.memberships(pk) if is_serving else [],
        "reception": next_of(rules, today) if person.station.is_active else None,
        "slug": quick.person_code(person.pk) if is_serving else "",
        "share": share(
            f"{person.name}代表",
            f"{posts} {person.station.name}",
            "portal:representative",
            person.pk,
        ),
        **page_of_owner(request, "representative", pk),
    }
    return render(request, "portal/representative.html", context)


@login_not_required
@require_safe
def representative_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The portrait, where the person agreed to show it."""
    person = get_object_or_404(Representative.objects.only("photo", "publish_photo"), pk=pk)
    if not person.publish_photo:
        raise Http404
    return send_picture(person.photo)
