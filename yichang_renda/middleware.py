"""The project's own middleware: few steps, because every voter's page pays for each of them."""

import time
from collections.abc import Callable
from ipaddress import ip_address
from uuid import uuid4

import structlog
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django_permissions_policy import PermissionsPolicyMiddleware
from prometheus_client import Histogram

from yichang_renda.logging import is_cast

GetResponse = Callable[[HttpRequest], HttpResponseBase]

REQUESTS = Histogram(
    "renda_requests_seconds",
    "Time until the response is ready, by view, method and status.",
    ["view", "method", "status"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
METHODS = frozenset({"GET", "HEAD", "POST"})
SESSION_RENEW_SECONDS = 60


def edge(get_response: GetResponse) -> GetResponse:
    """The outermost layer: whose address it is, a request id for the logs, time, and headers.

    REMOTE_ADDR holds the client's address from here on: limits, lock-outs and logs all read it.
    """
    headers = {
        "Content-Security-Policy": build_policy(),
        "Permissions-Policy": PermissionsPolicyMiddleware.compute_header_value(
            settings.PERMISSIONS_POLICY, name="PERMISSIONS_POLICY"
        ),
    }

    def middleware(request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        request.META["REMOTE_ADDR"] = client_address(request)
        request_id = uuid4().hex
        request.META["renda.request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = get_response(request)
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        _observe(request, response, time.perf_counter() - started)
        return response

    return middleware


def client_address(request: HttpRequest) -> str:
    """The entry of X-Forwarded-For that the outermost of our own proxies wrote.

    Everything further left is the client's invention.
    """
    remote: str = request.META.get("REMOTE_ADDR", "")
    depth: int = settings.TRUSTED_PROXY_COUNT
    if depth == 0:
        return remote
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    try:
        return str(ip_address(hops[-depth].strip()))
    except (IndexError, ValueError):
        return remote


def _observe(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    match = request.resolver_match
    view = match.view_name if match and match.view_name else "-"
    method = request.method if request.method in METHODS else "other"
    REQUESTS.labels(view, method, str(response.status_code)).observe(seconds)


def upload_limit(get_response: GetResponse) -> GetResponse:
    """Refuse a too large body by its declared length, before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= settings.UPLOAD_LIMIT:
            return get_response(request)
        return too_large(request)

    return middleware


def too_large(request: HttpRequest) -> HttpResponse:
    context = {"limit_mb": settings.UPLOAD_LIMIT // 1024**2}
    return render(request, "413.html", context, status=413)


def idle_sign_out(get_response: GetResponse) -> GetResponse:
    """Let a staff session slide: a use renews it, at most one write a minute.

    Voters have no session, so they pay one look at the cookies. A request that casts a ballot
    writes nothing about who sent it.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = int(time.time())
            is_due = now - request.session.get("seen_at", 0) >= SESSION_RENEW_SECONDS
            if is_due and not is_cast(request.path_info):
                request.session["seen_at"] = now
        return get_response(request)

    return middleware


def keep_nothing(get_response: GetResponse) -> GetResponse:
    """What a signed-in person reads stays in no cache, but for files that everybody may see.

    An office's computer is shared: 「后退」 after signing out must not show a phone or a code.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware
