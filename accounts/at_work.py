"""Whether somebody signed in for work in this browser lately: nobody rates what he did himself.

A cookie says so for twelve hours, signed, without a name or an address. It keeps an officer from
rating at the counter what he answered there; who takes another browser for it leaves the slip's
own count behind (``RatingSource.SLIP``).
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

COOKIE, SALT = "worked", "accounts.at_work"
KEPT_SECONDS = 12 * 60 * 60
RENEWED_SECONDS = 10 * 60


def worked_here(request: HttpRequest) -> bool:
    return _has_cookie(request, KEPT_SECONDS) or _is_signed_in(request)


def remember_work(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Renewed by every use of the site, at most every ten minutes; voters pay a look at a dict.

    Not with what a cache may hand on to others: it would make their browsers somebody's at work.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        was_signed_in = _is_signed_in(request)
        response = get_response(request)
        is_shared = "public" in response.headers.get("Cache-Control", "")
        if was_signed_in and not is_shared and not _has_cookie(request, RENEWED_SECONDS):
            response.set_signed_cookie(
                COOKIE,
                "1",
                salt=SALT,
                max_age=KEPT_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.IS_HTTPS,
            )
        return response

    return middleware


def _is_signed_in(request: HttpRequest) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _has_cookie(request: HttpRequest, max_age: int) -> bool:
    if COOKIE not in request.COOKIES:
        return False
    return request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=max_age) is not None
