"""/m/<code>/: who this is, a form with two required fields, and what became of it."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from messages import limits
from messages.codes import Destination, corrected, destination, station_slug, tidy
from messages.forms.voter import BODY_MAX, VoterForm, started_now
from messages.intake import submit
from messages.models import MAX_PHOTOS, rules_for

TYPED = ("body", "phone", "name", "place", "publish", "keep_from")
NOTHING_TYPED = dict.fromkeys(TYPED, "")
NO_ERRORS = dict.fromkeys((*TYPED, "photos"), "")
TOO_OFTEN = (
    "这个手机号或这里的网络刚才提交得比较多，请过一会儿再按「提交留言」，您写的都在。急事请打电话。"
)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def voter(request: HttpRequest, slug: str) -> HttpResponse:
    to = destination(slug)
    if to is None:
        return _unknown(request, slug)
    if not to.is_live or not to.station.is_active:
        return _stopped(request, to)
    if request.method == "POST":
        return _submit(request, to)
    return _page(request, to)


def _submit(request: HttpRequest, to: Destination) -> HttpResponse:
    form = VoterForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, to, form)
    if limits.submits_too_often(request, phone=form.cleaned_data["phone"], key=form.key):
        form.add_error(None, TOO_OFTEN)
        return _page(request, to, form, status=429)
    message = submit(
        form.words, to.recipient, key=form.key, keep_from=form.cleaned_data["keep_from"]
    )
    return redirect("messages:track", token=message.tracking.token)


def _page(
    request: HttpRequest, to: Destination, form: VoterForm | None = None, *, status: int = 200
) -> HttpResponse:
    person = to.representative
    rules = rules_for(to.station.area)
    today = timezone.localdate()
    context = {
        "to": to,
        "person": person,
        "station": to.station,
        "is_away": person is not None and person.is_away(today),
        "first_answer": rules.first_answer.run(today).due_date,
        "action": request.path,
        "body_max": BODY_MAX,
        "max_photos": MAX_PHOTOS,
        **_typed(request, form),
    }
    response = render(request, "messages/voter.html", context, status=status)
    # A phone that restores the page from its own store would show another visit's key.
    response.headers["Cache-Control"] = "no-store" if form else "private, no-cache"
    return response


def _typed(request: HttpRequest, form: VoterForm | None) -> dict[str, Any]:
    """What was typed, its errors, and the hidden fields."""
    if form is None:
        hidden = {"key": secrets.token_hex(16), "started": started_now()}
        return {"form": None, "typed": NOTHING_TYPED, "errors": NO_ERRORS, **hidden}
    errors = {name: "；".join(map(str, form.errors.get(name, []))) for name in NO_ERRORS}
    typed = {name: request.POST.get(name, "") for name in TYPED}
    hidden = {"key": form.key or secrets.token_hex(16), "started": form.started_again}
    return {"form": form, "typed": typed, "errors": errors, **hidden}


def _unknown(request: HttpRequest, slug: str) -> HttpResponse:
    """Perhaps misread from the board; else say so, and keep what was typed."""
    right = corrected(slug)
    if right and request.method != "POST":
        return HttpResponseRedirect(reverse("messages:voter", args=[right]))
    context = {"slug": tidy(slug), "typed_body": request.POST.get("body", "")}
    return render(request, "messages/code_unknown.html", context, status=404)


def _stopped(request: HttpRequest, to: Destination) -> HttpResponse:
    """A withdrawn code, or a station that closed: nothing is taken in here."""
    slug = station_slug(to.station) if to.station.is_active else ""
    context = {
        "to": to,
        "station": to.station,
        "station_slug": slug,
        "typed": {name: request.POST[name] for name in TYPED if request.POST.get(name)},
    }
    return render(request, "messages/code_stopped.html", context, status=404)
