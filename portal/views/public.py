"""Public pages of a station, of a representative, and the answers given in public."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.db.models import Prefetch, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from messages.models import Photo, Publication, ResponseRecord
from messages.views.public_files import send_photo
from portal import places
from representatives.models import MessageCode, Representative, Seat
from stations.models import Station

ANSWERS = 10
PEOPLE = 60
HOUR = 3600
PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


@login_not_required
@require_safe
def station(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Station.objects.select_related("area"), pk=pk)
    code = MessageCode.objects.live().filter(station=found).order_by("pk").first()
    people = places.people().filter(station=found).order_by("pk")[: PEOPLE + 1]
    answers = _public_answers().filter(message__station=found)
    context = {
        "station": found,
        "slug": code.slug if code and found.is_active else "",
        "people": people[:PEOPLE],
        "people_more": len(people) > PEOPLE,
        **_page_of(request, answers),
    }
    return render(request, "portal/station.html", context)


@login_not_required
@require_safe
def representative(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers stay when the term is over; the person can't be written to any more."""
    people = Representative.objects.defer("phone").select_related("station__area")
    seats = Prefetch("seats", Seat.objects.with_names().order_by("pk"))
    person = get_object_or_404(people.prefetch_related(seats), pk=pk)
    is_serving = any(seat.is_active for seat in person.seats.all())
    code = MessageCode.objects.live().filter(representative=person).order_by("pk").first()
    record = ResponseRecord.objects.filter(representative=person).first()
    answers = _public_answers().filter(message__representative=person, message__is_kept=False)
    context = {
        "person": person,
        "is_serving": is_serving,
        "is_away": person.is_away(timezone.localdate()),
        "record": record if record and record.is_telling else None,
        "slug": code.slug if code and is_serving else "",
        **_page_of(request, answers),
    }
    return render(request, "portal/representative.html", context)


@login_not_required
@require_safe
def representative_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The portrait, where the person agreed to show it."""
    person = get_object_or_404(Representative.objects.only("photo", "publish_photo"), pk=pk)
    ending = (person.photo.name or "").rsplit(".", 1)[-1].lower()
    if not person.publish_photo or ending not in PICTURES:
        raise Http404
    try:
        response = FileResponse(person.photo.open("rb"), content_type=PICTURES[ending])
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Cache-Control"] = f"public, max-age={HOUR}"
    response.headers["Content-Disposition"] = "inline"
    return response


@login_not_required
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/answers.html", _page_of(request, _public_answers()))


@login_not_required
@require_safe
def answer_photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """A photo that was chosen for publication; gone as soon as the answer is withdrawn."""
    publication = get_object_or_404(Publication.objects.public(), pk=pk)
    photo = get_object_or_404(publication.photos, pk=photo_pk, state=Photo.State.READY)
    response = send_photo(photo)
    response.headers["Cache-Control"] = "no-store"
    return response


def _public_answers() -> QuerySet[Publication]:
    ready = Photo.objects.filter(state=Photo.State.READY)
    return (
        Publication.objects.public()
        .select_related("message__area", "message__station")
        .defer("message__phone", "message__secret", "message__body")
        .prefetch_related(Prefetch("photos", ready))
        .order_by("-pk")
    )


def _page_of(request: HttpRequest, rows: QuerySet[Publication]) -> dict[str, object]:
    """One page by key: ``before`` is the last publication already seen."""
    before = request.GET.get("before", "")
    if before.isdecimal() and len(before) <= 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: ANSWERS + 1])
    older = f"?before={found[ANSWERS - 1].pk}#answers" if len(found) > ANSWERS else None
    return {"answers": found[:ANSWERS], "older_url": older, "is_first": not before}
