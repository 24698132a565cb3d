"""Words of a reply that are not sent yet: kept, and shown as the voter will read them."""

from __future__ import annotations

from typing import cast

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import User
from messages.actors import actor_for
from messages.models import Message
from messages.permissions import can_reply, can_work_on
from messages.views.matter.page import Attempt, fetch_matter, show_matter
from messages.views.matter.perform import back_to_the_page, why_not

LONGEST_DRAFT = 5000


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
    context = {
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
