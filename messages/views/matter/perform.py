"""How every act on a matter goes: fetch, may he, form, act, say so, back to the page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from accounts.models import User
from casework.workflow import TransitionError
from messages.actors import actor_for
from messages.forms.desk import ActForm
from messages.models import Message, MessageAssignment
from messages.states import TRANSITIONS
from messages.views.matter.act import Act
from messages.views.matter.page import Attempt, fetch_matter, show_matter

View = Callable[..., HttpResponse]


def page_with(name: str, matter_id: int, suffix: str = "") -> str:
    """The address of the matter's page with that act open."""
    return f"{reverse('desk:message', args=[matter_id])}?act={name}#act-{name}{suffix}"


def back_to_the_page(name: str) -> Callable[[View], View]:
    """Only a POST acts. Whoever signed in again comes back by GET and finds the form."""

    def decorate(view: View) -> View:
        @wraps(view)
        def posted(request: HttpRequest, pk: int) -> HttpResponse:
            if request.method != "POST":
                return redirect(page_with(name, pk))
            return view(request, pk)

        return posted

    return decorate


def on_matter(act: Act) -> View:
    """The view of an act on a matter."""

    @back_to_the_page(act.name)
    @wraps(act.deed)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        return _perform(request, act, fetch_matter(_user(request), pk))

    return view


def on_share(act: Act) -> View:
    """The view of an act on a department's share."""

    @wraps(act.deed)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        shares = MessageAssignment.objects.visible_to(_user(request))
        matter_id = get_object_or_404(shares, pk=pk).message_id
        if request.method != "POST":
            return redirect(page_with(act.name, matter_id, f"-{pk}"))
        matter = fetch_matter(_user(request), matter_id)
        share = next(row for row in matter.assignments.all() if row.pk == pk)
        share.message = matter
        return _perform(request, act, matter, share)

    return view


def _perform(
    request: HttpRequest, act: Act, matter: Message, share: MessageAssignment | None = None
) -> HttpResponse:
    user = _user(request)
    form = act.form(request.POST, name=act.name, matter=matter, user=user, share=share)
    attempt = Attempt(name=act.name, share_id=share.pk if share else None)
    actor = actor_for(user, matter)
    if actor is None or not act.allowed(user, share or matter):
        attempt.trouble = why_not(act.name, matter)
        status = 403 if _was_turn(act.name, matter) else 409
        return _conflict(request, matter, attempt, form, status=status)
    if not form.is_valid():
        attempt.form = form
        return show_matter(request, matter, attempt, status=422)
    try:
        said = act.deed(share or matter, form, actor)
    except TransitionError as error:
        attempt.trouble = str(error)
        return _conflict(request, matter, attempt, form, status=409)
    flash.success(request, said or act.done)
    return redirect("desk:message", pk=matter.pk)


def _conflict(
    request: HttpRequest, matter: Message, attempt: Attempt, form: ActForm, *, status: int
) -> HttpResponse:
    """The matter as it stands now; the act's form again if it is still open, else the bare words."""
    fresh = fetch_matter(_user(request), matter.pk)
    attempt.typed = typed_words(form)
    attempt.form = form
    return show_matter(request, fresh, attempt, status=status)


def why_not(name: str, matter: Message) -> str:
    """In words: somebody was faster, or it is not this person's turn."""
    if _was_turn(name, matter):
        holder = matter.holder_label()
        return (
            f"这件事现在由{holder}经办，您可以看，但不能这样操作。"
            if holder
            else "这件事您可以看，但不能这样操作。"
        )
    return f"没有办成：这件事的状态已经是「{matter.get_state_display()}」，可能刚刚有人办理过。"


def _was_turn(name: str, matter: Message) -> bool:
    return name not in TRANSITIONS or matter.can(name)


def typed_words(form: ActForm) -> list[tuple[str, str]]:
    """(label, text) of every text field, so that nothing typed is lost."""
    fields = [form[name] for name in form.fields]
    texts = [(str(field.label), field.value()) for field in fields]
    return [(label, text) for label, text in texts if isinstance(text, str) and len(text) > 1]


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)
