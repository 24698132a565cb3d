"""What a voter may do with a matter. Each view is one act; a refusal keeps the typed words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django import forms
from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.at_work import worked_here
from casework.workflow import TransitionError
from messages.forms.voter import AddForm, PhoneCodeForm, RateForm, ReopenForm, WithdrawForm
from messages.intake.incoming import add_photos
from messages.models import Message, phone_check
from messages.states import RatingSource
from messages.views.public_track import OFFERED, RATED_ELSEWHERE, for_voter, page
from messages.voter import limits, story

Form: TypeAlias = forms.Form


def act(
    request: HttpRequest, message: Message, form: Form, do: Callable[[], None], done: str
) -> HttpResponse:
    """Check, act, say so and go back; or show the page as it now is, with the words still there.

    A GET leads to the page itself: that is what reloading or going back asks for.
    """
    if request.method != "POST":
        return back(message)
    if not form.is_valid():
        problems = [str(error) for errors in form.errors.values() for error in errors]
        return refused(request, message, "".join(problems))
    try:
        do()
    except TransitionError as error:
        return refused(request, message, str(error))
    flash.success(request, done)
    return back(message)


def back(message: Message) -> HttpResponse:
    return redirect("messages:track", token=message.tracking.token)


def refused(
    request: HttpRequest, message: Message, problem: str, *, status: int = 200
) -> HttpResponse:
    typed = {name: request.POST[name] for name in OFFERED if name in request.POST}
    told = story.read(message.token_digest)
    assert told is not None  # matters are never deleted
    return page(request, told, typed=typed, problem=problem, status=status)


@for_voter
def add(request: HttpRequest, message: Message) -> HttpResponse:
    form = AddForm(request.POST, request.FILES)

    def do() -> None:
        words, photos = form.cleaned_data["text"], form.cleaned_data["photos"]
        if not photos and _said_already(message, words):
            return
        if limits.adds_too_often(request, message.token_digest):
            raise TransitionError("今天补充得比较多了，请明天再补充，急事请打联络站的电话。")
        with transaction.atomic():
            event = message.add_words(words or f"补充了 {len(photos)} 张照片。")
            add_photos(message, photos, event)

    return act(request, message, form, do, "已经补充，经办的人会看到。")


def _said_already(message: Message, words: str) -> bool:
    """A double tap without JavaScript must not say everything twice."""
    said = message.events.filter(kind="add_words").order_by("-pk").values_list("text", flat=True)
    return said.first() == words


@for_voter
def urge(request: HttpRequest, message: Message) -> HttpResponse:
    return act(request, message, Form(request.POST), message.urge, "已经催了，经办的人收到了提醒。")


@for_voter
def withdraw(request: HttpRequest, message: Message) -> HttpResponse:
    form = WithdrawForm(request.POST)
    return act(
        request,
        message,
        form,
        lambda: message.withdraw(pressure=form.pressure_words),
        "已经撤回，不再办理。",
    )


@for_voter
def rate(request: HttpRequest, message: Message) -> HttpResponse:
    """Whoever worked on matters in this browser rates none: nobody rates what he did himself."""
    if request.method == "POST" and worked_here(request):
        return refused(request, message, RATED_ELSEWHERE, status=403)
    form = RateForm(request.POST)
    source = RatingSource.SLIP if message.is_proxied else RatingSource.ONLINE

    def do() -> None:
        rating, words = form.cleaned_data["rating"], form.cleaned_data["words"]
        if message.rating == rating:
            return  # the second tap of the same finger
        message.rate(rating, words=words, source=source)

    return act(request, message, form, do, "谢谢您的评价。")


@for_voter
def reopen(request: HttpRequest, message: Message) -> HttpResponse:
    form = ReopenForm(request.POST)
    return act(
        request,
        message,
        form,
        lambda: message.reopen(form.cleaned_data["reason"]),
        "已经转回去再办一次。",
    )


@for_voter
def text_code(request: HttpRequest, message: Message) -> HttpResponse:
    """Text a code to the stored number; where it goes is nobody's input."""
    return act(
        request,
        message,
        Form(request.POST),
        lambda: phone_check.text_code(message),
        "验证码已经发到您留的手机号，10 分钟内有效。",
    )


@for_voter
def confirm_phone(request: HttpRequest, message: Message) -> HttpResponse:
    form = PhoneCodeForm(request.POST)
    return act(
        request,
        message,
        form,
        lambda: phone_check.confirm(message, form.cleaned_data["code"]),
        "手机号核实好了，谢谢。",
    )
