"""Pictures under a tracking link: the voter's photos, and the link itself as a QR code."""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.pil import PilImage

from messages.models import Message, Photo
from messages.secrets import token_digest
from messages.views.public_track import private

DAY = 24 * 3600
# Trying out all eight masks is most of the work of drawing a code; every one can be read.
MASK = 2
PIXELS = 6
QUIET_ZONE = 4


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
        qr_png(settings.SITE_URL + reverse("messages:track", args=[token])),
        content_type="image/png",
    )
    response.headers["Cache-Control"] = f"private, max-age={DAY}"
    return private(response)


def qr_png(text: str) -> bytes:
    code = QRCode(
        error_correction=ERROR_CORRECT_M, box_size=PIXELS, border=QUIET_ZONE, mask_pattern=MASK
    )
    code.add_data(text)
    out = BytesIO()
    code.make_image(image_factory=PilImage).save(out, "PNG")
    return out.getvalue()
