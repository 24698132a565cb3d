"""The own notices and preferences for everybody; how sending goes for offices."""

import uuid
from typing import cast

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.phones import mask_phone
from notifications import delivery
from notifications.conf import is_configured
from notifications.forms import ChannelPreferenceForm
from notifications.models import ChannelPreference, Delivery, Notice
from notifications.permissions import can_resend, can_see_log, can_see_status
from notifications.states import ChannelName
from notifications.status import channel_statuses
from notifications.tasks import deliver
from yichang_renda.asking import pk_of
from yichang_renda.celery import enqueue

PAGE_SIZE = 30


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    notices = Notice.objects.visible_to(user).order_by("-pk")
    if before := pk_of(request.GET.get("before", "")):
        notices = notices.filter(pk__lt=before)
    rows = list(notices[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    context = {
        "notices": shown,
        "newest": shown[0].pk if shown else None,
        "has_unread": any(notice.read_at is None for notice in shown),
        "can_see_status": can_see_status(user),
        "newer_url": reverse("notifications:list") if before else None,
        "older_url": f"?before={shown[-1].pk}" if len(rows) > PAGE_SIZE else None,
    }
    return render(request, "notifications/list.html", context)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it read and go where it is dealt with."""
    notice = _mark_read(request, pk)
    return redirect(notice.url or "notifications:list")


@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    _mark_read(request, pk)
    return redirect("notifications:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Up to the newest one the page showed: what came meanwhile stays unread."""
    newest = pk_of(request.POST.get("newest", ""))
    mine = Notice.objects.visible_to(_user(request)).filter(pk__lte=newest)
    mine.mark_read(now=timezone.now())
    flash.success(request, "都标成已读了。")
    return redirect("notifications:list")


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    chosen = ChannelPreference.objects.filter(user=user).first() or ChannelPreference(user=user)
    form = ChannelPreferenceForm(request.POST or None, instance=chosen)
    if request.method == "POST" and form.is_valid():
        form.save()
        flash.success(request, "接收方式已保存。")
        return redirect("notifications:settings")
    context = {
        "form": form,
        "phone": mask_phone(user.phone),
        "email_configured": is_configured(ChannelName.EMAIL),
        "sms_configured": is_configured(ChannelName.SMS),
    }
    return render(request, "notifications/settings.html", context)


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    user = _user(request)
    if not can_see_status(user):
        raise Http404
    now = timezone.now()
    context = {
        "channels": channel_statuses(now=now),
        "now": now,
        "can_see_log": can_see_log(user),
    }
    return render(request, "notifications/status.html", context)


@require_POST
def resend(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    user = _user(request)
    row = get_object_or_404(Delivery.objects.visible_to(user), pk=pk)
    if not can_resend(user, row):
        raise PermissionDenied("这一条不能再发：已经发出，或内容已按期清除。")
    if delivery.resend(row):
        enqueue(deliver, str(row.pk))
        flash.success(request, "已重新排队，马上再发一次。")
    return redirect("notifications:log")


def _mark_read(request: HttpRequest, pk: int) -> Notice:
    mine = Notice.objects.visible_to(_user(request))
    notice = get_object_or_404(mine, pk=pk)
    mine.filter(pk=pk).mark_read(now=timezone.now())
    return notice


def _user(request: HttpRequest) -> User:
    """LoginRequiredMiddleware let nobody else in."""
    return cast(User, request.user)
