"""Links that say where they were put: ``?from=gzh``, kept on the way to the voter's form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from messages.models import Channel

PARAM = "from"
COOKIE = "entry"
REMEMBERED_SECONDS = 30 * 60


@dataclass(frozen=True)
class Tag:
    """A channel as a request names it; an empty one for none or an unknown one."""

    slug: str = ""
    pk: int = 0


UNTAGGED = Tag()


def tag_of(request: HttpRequest) -> Tag:
    """What the form, else the link, else the link half an hour ago says."""
    for slug in (
        request.POST.get(PARAM) if request.method == "POST" else None,
        request.GET.get(PARAM),
        request.COOKIES.get(COOKIE),
    ):
        if slug and (pk := Channel.by_slug().get(slug)):
            return Tag(slug, pk)
    return UNTAGGED


def tagged(url: str, channel: Channel) -> str:
    """The address with the channel's tag, whatever it has already."""
    return f"{url}{'&' if '?' in url else '?'}{urlencode({PARAM: channel.slug})}"


def remember_channel(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """From a tagged link on, whatever page it opens, to the form: a short cookie of our own."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.method == "GET" and f"{PARAM}=" in request.META.get("QUERY_STRING", ""):
            slug = request.GET.get(PARAM, "")
            if slug in Channel.by_slug():
                response.set_cookie(
                    COOKIE,
                    slug,
                    max_age=REMEMBERED_SECONDS,
                    httponly=True,
                    samesite="Lax",
                    secure=settings.IS_HTTPS,
                )
        return response

    return middleware
