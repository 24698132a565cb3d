"""Pictures under a tracking link: the voter's photos, and the link itself as a QR code."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from messages.models import Message, Photo
from messages.secrets import token_digest
from messages.views.public_track import private
from yichang_renda.qr import qr_png

DAY = 24 * 3600
DOTS = 6  # of a module of a code, which shows on a phone


@login_not_required
@require_safe
def photo(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """One clean copy, to whoever has the link; pictures not ready yet are not there."""
    found = get_object_or_404(
        Photo, pk=pk, state=Photo.State.READY, message__token_digest=token_digest(token)
    )
    return send_photo(found)


def send_photo(found: Photo) -> HttpResponseBase:
    """Always as a JPEG of our own making, whatever was sent in."""
    try:
        file = found.image.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response.headers["Cache-Control"] = f"private, max-age={DAY}"
    response.headers["Content-Disposition"] = "inline"
    return private(response)


@login_not_required
@require_safe
def qr(request: HttpRequest, token: str) -> HttpResponseBase:
    """The tracking link for another phone; a picture that can be saved by a long press."""
    get_object_or_404(Message.objects.only("pk"), token_digest=token_digest(token))
    response = HttpResponse(
        qr_png(settings.SITE_URL + reverse("messages:track", args=[token]), dots=DOTS),
        content_type="image/png",
    )
    response.headers["Cache-Control"] = f"private, max-age={DAY}"
    return private(response)
