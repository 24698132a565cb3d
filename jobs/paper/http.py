"""A finished PDF on its way to the person who asked for it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

NOT_NOW = 503  # nothing can be printed here at the moment


def pdf_response(pdf: bytes, name: str) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
