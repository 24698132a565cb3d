"""Looking at one matter: the page, its photos, the voter's phone, and words not sent yet."""

from __future__ import annotations

from typing import cast

from django.contrib import messages as flash
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import AuditEntry, User
from messages.actors import actor_for
from messages.forms.desk import RevealForm
from messages.models import Message, Photo
from messages.permissions import can_reply, can_reveal_phone, can_work_on
from messages.views.desk_do import back_to_the_page, why_not
from messages.views.desk_page import Attempt, fetch_matter, show_matter
from messages.views.frame import desk_frame

LONGEST_DRAFT = 5000


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


@back_to_the_page("reveal_phone")
def reveal_phone(request: HttpRequest, pk: int) -> HttpResponse:
    """The number stands in this one answer: not in an address, a flash message or a cache."""
    user = _user(request)
    matter = fetch_matter(user, pk)
    actor = actor_for(user, matter)
    attempt = Attempt(name="reveal_phone")
    if actor is None or not can_reveal_phone(user, matter):
        attempt.trouble = why_not("reveal_phone", matter)
        return show_matter(request, matter, attempt, status=403)
    form = RevealForm(request.POST, name="reveal_phone", matter=matter, user=user)
    if not form.is_valid():
        attempt.form = form
        return show_matter(request, matter, attempt, status=422)
    reason = form.cleaned_data["reason"]
    with transaction.atomic():
        phone = matter.reveal_phone(reason, by=actor)
        AuditEntry.record(
            actor=user,
            action=AuditEntry.Action.PHONE_REVEAL,
            target=matter.number,
            reason=reason,
            area=matter.area,
            request=request,
        )
    context = desk_frame(user) | {"matter": matter, "phone": phone, "reason": reason}
    response = render(request, "desk/matter_phone.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@back_to_the_page("reply")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a reply that is not sent yet; called by desk.js every few seconds, or by its button."""
    user = _user(request)
    matter = fetch_matter(user, pk)
    text = request.POST.get("text", "").replace("\x00", "")[:LONGEST_DRAFT]
    is_script = request.headers.get("X-Requested-With") == "fetch"
    if not _may_write(user, matter):
        if is_script:
            return JsonResponse({"error": why_not("reply", matter)}, status=409)
        attempt = Attempt(name="reply", trouble=why_not("reply", matter), typed=[("答复", text)])
        return show_matter(request, matter, attempt, status=409)
    if text.strip():
        matter.drafts.update_or_create(author=user, defaults={"text": text})
    else:
        matter.drafts.filter(author=user).delete()
    if is_script:
        return JsonResponse({"saved": f"{timezone.localtime():%H:%M}"})
    flash.success(request, "草稿已存下，换一台设备也能接着写。")
    return redirect("desk:message", pk=pk)


@back_to_the_page("reply")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The reply as the voter will read it; nothing is sent, the words are kept as a draft."""
    user = _user(request)
    matter = fetch_matter(user, pk)
    text = request.POST.get("text", "").replace("\x00", "")[:LONGEST_DRAFT].strip()
    if not _may_write(user, matter) or not text:
        trouble = why_not("reply", matter) if text else "还没有写内容，写好以后再预览。"
        attempt = Attempt(name="reply", trouble=trouble, typed=[("答复", text)] if text else [])
        return show_matter(request, matter, attempt, status=409 if text else 422)
    matter.drafts.update_or_create(author=user, defaults={"text": text})
    share = next((row for row in matter.assignments.all() if can_work_on(user, row)), None)
    actor = actor_for(user, matter)
    context = desk_frame(user) | {
        "matter": matter,
        "text": text,
        "share": share,
        "who": actor.label if actor else "",
        "now": timezone.now(),
    }
    return render(request, "desk/matter_preview.html", context)


def _may_write(user: User, matter: Message) -> bool:
    return can_reply(user, matter) or any(
        can_work_on(user, share) for share in matter.assignments.all()
    )


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
