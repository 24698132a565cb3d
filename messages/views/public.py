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

from accounts.phones import written_phone
from messages.codes.channels import tag_of
from messages.codes.destination import Destination, corrected, destination, station_slug, tidy
from messages.codes.scans import count_scan
from messages.forms.voter import BODY_MAX, VoterForm, digits, started_now
from messages.intake.bursts import sender_of
from messages.intake.incoming import Way, submit
from messages.models import MAX_PHOTOS, rules_for
from messages.voter import limits
from messages.voter.page import TEMPLATE, TYPED, WITH_ERRORS, fill_in

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
        form.words,
        to.recipient,
        key=form.key,
        keep_from=form.cleaned_data["keep_from"],
        way=Way(tag_of(request).pk, sender_of(request)),
    )
    return redirect("messages:track", token=message.tracking.token)


def _page(
    request: HttpRequest, to: Destination, form: VoterForm | None = None, *, status: int = 200
) -> HttpResponse:
    tag = tag_of(request)
    words = _words(to) | {"action": request.path, "channel": tag.slug}
    if form is None:
        count_scan(request, to, tag.pk)
        hidden = {"key": secrets.token_hex(16), "started": started_now()}
        return _kept(HttpResponse(fill_in(request, words | hidden)))
    context = {**words, **_typed(request, form), "here": request.get_full_path()}
    return _kept(render(request, TEMPLATE, context, status=status))


def _kept(response: HttpResponse) -> HttpResponse:
    """Asked for anew on every visit, but there when somebody goes back: words must not be lost."""
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _words(to: Destination) -> dict[str, str]:
    """What the template says of the addressee; "" for what this one has not."""
    station, person, record = to.station, to.representative, to.record
    today = timezone.localdate()
    words = {
        "limit": str(BODY_MAX),
        "max_photos": str(MAX_PHOTOS),
        "slug": to.code.slug,
        "station": station.name,
        "area": station.area.short_name,
        "phone": written_phone(station.phone),
        "tel": digits(station.phone),
        "hours": station.opening_hours,
        "first_answer": rules_for(station.area).first_answer(today).day_words,
        "person": "",
        "former": to.person.name if to.person and not person else "",
        "printed_for": to.code.printed_for,
        "officer": to.code.officer.name if to.code.officer else "",
        "posts": "",
        "post": "",
        "initial": "",
        "photo": "",
        "away": "",
        "record": "",
    }
    if person:
        photo = person.photo and person.publish_photo
        words |= {
            "person": person.name,
            "initial": person.name[:1],
            "posts": to.posts,
            "post": person.post if person.publish_post else "",
            "photo": reverse("portal:representative_photo", args=[person.pk]) if photo else "",
            "away": person.name if person.is_away(today) else "",
        }
    if record:
        words["record"] = f"已答复 {record.answered} 件 · 一般 {record.typical_days} 个工作日"
    return words


def _typed(request: HttpRequest, form: VoterForm) -> dict[str, Any]:
    """What was typed, its errors, and the hidden fields."""
    errors = {name: "；".join(map(str, form.errors.get(name, []))) for name in WITH_ERRORS}
    if request.FILES:
        errors["photos"] += "照片要重新选一次。"
    return {
        "form": form,
        "errors": errors,
        "typed": {name: request.POST.get(name, "") for name in TYPED},
        "key": form.key or secrets.token_hex(16),
        "started": form.started_again,
    }


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
