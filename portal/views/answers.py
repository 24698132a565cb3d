"""/answers/: what was answered in public."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from messages.models import Photo, Publication
from messages.views.public_files import send_photo
from portal.public.answers import page_of, public_answers
from portal.public.records import hide_frozen_ratings
from portal.public.sharing import share


@login_not_required
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    summary = share("公开答复", "大家反映的事，办得怎么样。", "portal:answers")
    context = page_of(request, public_answers()) | {"share": summary}
    return render(request, "portal/answers.html", context)


@login_not_required
@require_safe
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(public_answers(), pk=pk)
    hide_frozen_ratings([found], timezone.localdate())
    summary = share(found.title, found.answer, "portal:answer", found.pk)
    return render(request, "portal/answer.html", {"answer": found, "share": summary})


@login_not_required
@require_safe
def answer_photo(request: HttpRequest, pk: int, photo_pk: int) -> HttpResponseBase:
    """A photo that was chosen for publication; gone as soon as the answer is withdrawn."""
    publication = get_object_or_404(Publication.objects.public(), pk=pk)
    photo = get_object_or_404(publication.photos, pk=photo_pk, state=Photo.State.READY)
    response = send_photo(photo)
    response.headers["Cache-Control"] = "no-store"
    return response
