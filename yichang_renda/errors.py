import re
import sys

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template.loader import render_to_string

from yichang_renda.redirects import way_back

NOT_SHOWN_AGAIN = re.compile(
    "login|password|phone|tel|mobile|code|last4|token|secret", re.IGNORECASE
)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was stale or the cookie gone: show what was typed, so that it can be sent again."""
    context = {
        "typed": _typed_words(request),
        "back": way_back(request, default=request.path),
    }
    return render(request, "403_csrf.html", context, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, 503 when the database is away or locked, 409 when a constraint refused the second of
    two who did the same at once; with the words to send again.

    Rendered without context processors: they would ask the database once more.
    """
    error = sys.exc_info()[1]
    context = {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "care": request.COOKIES.get("care") == "1",
        "typed": _typed_words_if_readable(request),
    }
    if isinstance(error, OperationalError | InterfaceError):
        page = render_to_string("503.html", context)
        return HttpResponse(page, status=503, headers={"Retry-After": "60"})
    if isinstance(error, IntegrityError):
        return HttpResponse(render_to_string("409.html", context), status=409)
    return HttpResponse(render_to_string("500.html", context), status=500)


def _typed_words_if_readable(request: HttpRequest) -> list[str]:
    try:
        return _typed_words(request)
    except (BadRequest, SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return []


def _typed_words(request: HttpRequest) -> list[str]:
    """What a person wrote: words are Chinese or have spaces, what machines put in has neither."""
    return [
        value
        for name, values in request.POST.lists()
        if not NOT_SHOWN_AGAIN.search(name)
        for value in values
        if not value.isascii() or " " in value.strip()
    ]
