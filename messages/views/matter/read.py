"""Looking at one matter: the page, its photos, the voter's phone."""

from __future__ import annotations

from typing import cast

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.models import AuditEntry, User
from messages.actors import actor_for
from messages.models import Message, Photo
from messages.views.matter import matter_acts
from messages.views.matter.page import Attempt, fetch_matter, show_matter
from messages.views.matter.perform import back_to_the_page, why_not


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    return show_matter(request, fetch_matter(_user(request), pk))


@require_safe
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """The clean copy, to whoever may see the matter; never the original."""
    visible = Photo.objects.filter(
        message__in=Message.objects.visible_to(request.user), state=Photo.State.READY
    )
    row = get_object_or_404(visible, pk=pk)
    response = FileResponse(row.image.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = 'inline; filename="photo.jpg"'
    return response


@back_to_the_page(matter_acts.reveal_phone.name)
def reveal_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The number stands in this one answer: not in an address, a flash message or a cache."""
    user, act = _user(request), matter_acts.reveal_phone
    matter = fetch_matter(user, pk)
    actor = actor_for(user, matter)
    attempt = Attempt(name=act.name)
    if actor is None or not act.allowed(user, matter):
        attempt.trouble = why_not(act.name, matter)
        return show_matter(request, matter, attempt, status=403)
    form = act.form(request.POST, name=act.name, matter=matter, user=user)
    if not form.is_valid():
        attempt.form = form
        return show_matter(request, matter, attempt, status=422)
    reason = form.cleaned_data["reason"]
    with transaction.atomic():
        phone = act.deed(matter, form, actor)
        AuditEntry.record(
            actor=user,
            action=AuditEntry.Action.PHONE_REVEAL,
            target=matter.number,
            reason=reason,
            area=matter.area,
            request=request,
        )
    context = {"matter": matter, "phone": phone, "reason": reason}
    response = render(request, "desk/matter_phone.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
