"""Pictures that staff put on public pages."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

MINUTE = 60
HOUR = 3600
PICTURES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


def send_picture(file: FieldFile, *, seconds: int = HOUR) -> HttpResponseBase:
    """Only what is a picture by its name, always as that kind of picture; else 404."""
    ending = (file.name or "").rsplit(".", 1)[-1].lower()
    if ending not in PICTURES:
        raise Http404
    try:
        response = FileResponse(file.open("rb"), content_type=PICTURES[ending])
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Content-Disposition"] = "inline"
    return response
