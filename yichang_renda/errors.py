import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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


def _typed_words(request: HttpRequest) -> list[str]:
    """What a person wrote: words are Chinese or have spaces, what machines put in has neither."""
    return [
        value
        for name, values in request.POST.lists()
        if not NOT_SHOWN_AGAIN.search(name)
        for value in values
        if not value.isascii() or " " in value.strip()
    ]
