"""/t/<token>/: receipt, progress and rating of one matter; /track/ for those with the digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.at_work import worked_here
from messages.forms.voter import TypedCodeForm
from messages.models import MAX_PHOTOS, Message, phone_check
from messages.secrets import CODE_DIGITS, code_digest, token_digest
from messages.states import State
from messages.voter import limits, story
from yichang_renda.fields import tidy

P = ParamSpec("P")
# The fields people write in, and what must be possible for their form to be on the page.
OFFERED = {
    "text": "may_add",
    "pressure": "may_withdraw",
    "words": "may_rate",
    "reason": "may_reopen",
}
NOT_FOUND = "没有找到这个查询码。请核对 12 位数字和手机号后四位。"
RATED_ELSEWHERE = "这台设备 12 小时内登录过工作账号，不能在这里评价。请选民用自己的手机打开查询链接，或者扫凭条上的码。"
WAIT = "试的次数有点多，请过一小时再试。留言在办，不受影响。"


def for_voter(
    view: Callable[Concatenate[HttpRequest, Message, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, str, P], HttpResponseBase]:
    """A public view of the matter behind a tracking link, never kept or passed on by a browser."""

    @login_not_required
    @wraps(view)
    def opened(
        request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        digest = token_digest(tidy(token))
        message = Message.objects.with_people().filter(token_digest=digest).first()
        if message is None:
            return _unknown(request)
        return private(view(request, message, *args, **kwargs))

    return opened


def _unknown(request: HttpRequest) -> HttpResponse:
    return private(render(request, "messages/track_unknown.html", status=404))


R = TypeVar("R", bound=HttpResponseBase)


def private(response: R) -> R:
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Referrer-Policy"] = REFERRER_POLICY
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


# "no-referrer" would make browsers send "Origin: null" with the page's own forms.
REFERRER_POLICY = "same-origin"


@login_not_required
@require_safe
def track(request: HttpRequest, token: str) -> HttpResponse:
    told = story.read(token_digest(tidy(token)))
    return private(page(request, told)) if told else _unknown(request)


def page(
    request: HttpRequest,
    told: story.Told,
    *,
    typed: dict[str, str] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The tracking page; ``problem`` says why an act was refused, ``typed`` gives its words back."""
    today = timezone.localdate()
    message = told.message
    secret = message.tracking
    lines = told.lines(secret.token)
    kept = dict.fromkeys(OFFERED, "") | (typed or {})
    offers = {
        "may_add": message.can("add_words"),
        "may_withdraw": message.can("withdraw"),
        "may_rate": message.can("rate") and not worked_here(request),
        "may_reopen": message.may_reopen(today),
    }
    context: dict[str, Any] = {
        **offers,
        "rated_elsewhere": RATED_ELSEWHERE if message.can("rate") and worked_here(request) else "",
        "matter": message,
        "token": secret.token,
        "code": secret.grouped_code,
        "link": settings.SITE_URL + reverse("messages:track", args=[secret.token]),
        "stage": story.stage_key(message),
        "end_label": story.end_label(message),
        "next_step": story.next_step(message, today),
        "due": story.explained_due(message),
        "story": lines,
        "looks": told.looks,
        "is_new": message.state == State.SUBMITTED and len(lines) == 1,
        "may_urge": message.can("urge"),
        "next_urge": message.next_urge(),
        "may_confirm_phone": phone_check.is_offered(message),
        "parts": story.parts_of(message),
        "leading": message.merged_into,
        "leading_stage": story.stage_key(message.merged_into) if message.merged_into else "",
        "leading_replies": story.leading_replies(message),
        "typed": kept,
        # words whose form is not there any more, to be copied
        "left_over": "\n".join(
            kept[name] for name, offer in OFFERED.items() if kept[name] and not offers[offer]
        ),
        "problem": problem,
        "max_photos": MAX_PHOTOS,
    }
    return render(request, "messages/track.html", context, status=status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def track_typed(request: HttpRequest) -> HttpResponse:
    """Twelve digits and four more. A wrong pair is answered like an unknown one."""
    if request.method != "POST":
        return _typed_page(request)
    form = TypedCodeForm(request.POST)
    form.is_valid()
    code = form.cleaned_data.get("code", "")[: CODE_DIGITS + 1]
    last4 = form.cleaned_data.get("last4", "")
    if limits.guesses_too_often(request, code):
        return _typed_page(request, WAIT, status=429)
    found = Message.objects.filter(code_digest=code_digest(code, last4)).only("secret").first()
    if found is None:
        return _typed_page(request, NOT_FOUND, status=404)
    return private(redirect("messages:track", token=found.tracking.token))


def _typed_page(request: HttpRequest, problem: str = "", *, status: int = 200) -> HttpResponse:
    typed = {name: request.POST.get(name, "")[:60] for name in ("code", "last4")}
    context = {"problem": problem, "typed": typed}
    response = render(request, "messages/track_typed.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
