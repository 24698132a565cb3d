"""An answer in public: redact, review, publish; withdraw at once."""

from __future__ import annotations

from typing import cast

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import AuditEntry, User
from casework.actors import Actor
from casework.publishing import PublishState
from casework.workflow import TransitionError
from messages.actors import office_actor
from messages.forms.publishing import PublishForm, found_in_original
from messages.hats import hats_of
from messages.models import Message, Publication
from messages.permissions import can_publish, can_publish_at_all, missing_for_publishing


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast(User, request.user)
    matter = get_object_or_404(Message.objects.visible_to(user).with_people(), pk=pk)
    actor = _office_of(user, matter)
    form = PublishForm(request.POST or None, matter=matter)
    if request.method == "POST" and can_publish(user, matter) and form.is_valid():
        try:
            _publish(request, matter, form, actor)
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, "已公开。发现不妥，随时可以在这一页撤下。")
            return redirect("desk:publish", pk=pk)
    context = {
        "matter": matter,
        "form": form,
        "missing": missing_for_publishing(matter),
        "found": found_in_original(matter),
        "left_over": form.left_over(),
        "live": matter.publications.published().select_related("published_by").first(),
        "earlier": matter.publications.filter(state=PublishState.WITHDRAWN).select_related(
            "published_by", "withdrawn_by"
        ),
    }
    return render(request, "desk/publish.html", context, status=422 if form.is_bound else 200)


def _publish(request: HttpRequest, matter: Message, form: PublishForm, by: Actor) -> None:
    with transaction.atomic():
        row = Publication.objects.publish(matter, by=by, **form.cleaned_data)
        _record(request, row, by, "")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = cast(User, request.user)
    visible = Publication.objects.visible_to(user).select_related("message__area")
    row = get_object_or_404(visible, pk=pk)
    actor = _office_of(user, row.message)
    try:
        with transaction.atomic():
            row.take_down(by=actor)
            _record(request, row, actor, "撤下")
    except TransitionError as error:
        flash.warning(request, str(error))
    else:
        flash.success(request, "已撤下，公开的页面上马上看不到了。")
    return redirect("desk:publish", pk=row.message_id)


def _record(request: HttpRequest, row: Publication, by: Actor, reason: str) -> None:
    AuditEntry.record(
        actor=by.person,
        action=AuditEntry.Action.PUBLISH,
        target=f"{row.message.number} {row}",
        reason=reason,
        area=row.message.area,
        request=request,
    )


def _office_of(user: User, matter: Message) -> Actor:
    if not can_publish_at_all(user, matter):
        raise PermissionDenied("公开答复由乡镇（街道）以上人大机关的工作人员办理。")
    offices = hats_of(user).offices
    return office_actor(user, next(office for office in offices if office.contains(matter.area)))
