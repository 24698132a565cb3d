"""What an officer enters for others: walk-ins, calls, letters; their slips."""

from __future__ import annotations

import secrets
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from casework.actors import Actor
from messages.actors import actor_for
from messages.forms.entry import EntryForm, ReprintForm
from messages.hats import hats_of
from messages.intake import incoming
from messages.models import Message
from messages.permissions import can_enter, can_print_slip
from messages.voter import slips


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    if not can_enter(user):
        raise PermissionDenied("登记来访、来电、来信由站点的联络员办理。")
    stations = hats_of(user).stations
    initial = {"key": secrets.token_urlsafe(16)}
    form = EntryForm(request.POST or None, stations=stations, initial=initial)
    if request.method == "POST" and form.is_valid():
        station = form.cleaned_data["station"]
        message = incoming.enter(
            form.words,
            form.recipient,
            key=form.cleaned_data["key"],
            origin=form.cleaned_data["origin"],
            other=form.other,
            by=Actor(user, station.name, station=station),
        )
        return redirect("desk:slip", pk=message.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "several": len(stations) > 1}
    return render(request, "desk/entry/enter.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, pk: int) -> HttpResponse:
    """Looking shows no secret; only the answer to the button carries it, and only for paper."""
    user = _user(request)
    message = get_object_or_404(Message.objects.visible_to(user).with_people(), pk=pk)
    actor = actor_for(user, message)
    if actor is None or not can_print_slip(user, message):
        raise PermissionDenied("回执只给登记的来访、来电、来信打印。")
    form = ReprintForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST":
        if "reason" not in request.POST and slips.claim_first_print(message):
            return _printed(request, message)
        if form.is_bound and form.is_valid():
            slips.record_reprint(message, form.cleaned_data["reason"], by=actor, request=request)
            return _printed(request, message)
    context = {"matter": message, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "desk/entry/slip.html", context, status=status)


def _printed(request: HttpRequest, message: Message) -> HttpResponse:
    context = {"matter": message, "today": timezone.localdate()} | slips.slip_context(message)
    response = render(request, "desk/entry/slip_paper.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
