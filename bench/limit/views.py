"""The least that does the same job: nothing is explained, nobody is told, nothing is counted.

Kept is what the job is: an unguessable link, a phone that is not readable at rest, one message
for a form sent twice, and a timeline.
"""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.phones import keyed_digest, normalise_phone, phone_index
from messages.models import Message, MessageEvent
from messages.secrets import TrackingSecret, token_digest
from messages.states import Holder, State
from representatives.models import MessageCode

signer = signing.TimestampSigner(salt="bench.started")
HALF_A_DAY = 12 * 3600


@login_not_required
def voter(request: HttpRequest, slug: str) -> HttpResponse:
    if request.method == "POST":
        return submit(request, slug)
    found = MessageCode.objects.filter(slug=slug, revoked_at=None)
    names = found.values_list("representative__name", "representative__station__name").first()
    if names is None:
        raise Http404
    context = {
        "person": names[0],
        "station": names[1],
        "key": secrets.token_hex(16),
        "started": signer.sign("m"),
    }
    return render(request, "limit/voter.html", context)


def submit(request: HttpRequest, slug: str) -> HttpResponse:
    body, phone = request.POST["body"], normalise_phone(request.POST["phone"])
    signer.unsign(request.POST["started"], max_age=HALF_A_DAY)
    place = MessageCode.objects.filter(slug=slug, revoked_at=None).values(
        "pk", "representative_id", "representative__station_id", "representative__station__area_id"
    )[0]
    secret = TrackingSecret.new(phone=phone)
    digest = keyed_digest("bench", request.POST["key"], phone, body)
    message = Message(**columns(place, secret, phone), body=body, submission_digest=digest)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            MessageEvent.objects.create(
                message=message, at=message.submitted_at, kind="submit", text=body
            )
    except IntegrityError:
        message = Message.objects.get(submission_digest=digest)
    return redirect("track", token=message.tracking.token)


def columns(place: dict[str, Any], secret: TrackingSecret, phone: str) -> dict[str, Any]:
    now = timezone.now()
    today: date = timezone.localdate(now)
    return {
        "code_id": place["pk"],
        "representative_id": place["representative_id"],
        "station_id": place["representative__station_id"],
        "area_id": place["representative__station__area_id"],
        "phone": phone,
        "phone_index": phone_index(phone),
        "secret": secret.pack(),
        "token_digest": secret.token_digest,
        "code_digest": secret.code_digest,
        "state": State.SUBMITTED,
        "holder": Holder.REPRESENTATIVE,
        "submitted_at": now,
        "held_since": now,
        "clock_started_on": today,
        "clock_amount": 1,
        "due_date": today,
        "amber_date": today,
    }


@login_not_required
def track(request: HttpRequest, token: str) -> HttpResponse:
    found = Message.objects.filter(token_digest=token_digest(token))
    matter = found.only("submitted_at", "state", "due_date", "secret").first()
    if matter is None:
        raise Http404
    events = MessageEvent.objects.for_voter().filter(message=matter)
    context = {"matter": matter, "events": events.values("at", "actor_label", "text")}
    return render(request, "limit/track.html", context)
