"""What pages of one thing share; ``kind`` names its page: a station, a representative, an officer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.contrib import messages as flash
from django.db.models import Model
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.models import Area
from office.frame import form_page

Thing = TypeVar("Thing", bound=Model)


def managed(request: SignedInRequest, thing: Thing, areas: Sequence[Area] | None = None) -> Thing:
    """The thing itself; 404 unless the person manages its ``area``, or all ``areas`` given."""
    concerned = areas or [thing.area]  # type: ignore[attr-defined]
    if not all(can_manage(request.user, area) for area in concerned):
        raise Http404
    return thing


def ask(
    request: SignedInRequest,
    form: BaseForm,
    *,
    title: str,
    text: str,
    button: str,
    back: tuple[str, int],
) -> HttpResponse:
    """A page that asks for what an act on somebody needs; ``back`` is (kind, key)."""
    page = reverse(f"office:{back[0]}", args=[back[1]])
    return form_page(request, "people", form, title, page, text=text, button=button)


def back_to(request: SignedInRequest, words: str, kind: str, pk: int) -> HttpResponse:
    flash.success(request, words)
    return redirect(f"office:{kind}", pk)
