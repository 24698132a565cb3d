"""Officers of stations and departments: their pages, their accounts, whether they serve."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.authority import BeyondReachError, keeper_beyond, refuse_beyond
from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from areas.models import Area
from office.accounts import account_lines
from office.blocks import blocks_of
from office.forms import ReasonForm
from office.frame import managers_only, office_page, staff_only
from office.notes import note
from office.pages import ask, back_to, managed
from stations.accounts import NameTakenError, add_member, remove_member
from stations.accounts import open_account as open_for_officer
from stations.forms.people import AccountForm
from stations.models import Department, LiaisonOfficer

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def officer(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_officer(request, pk)
    stations = list(person.stations.select_related("area").order_by("pk"))
    context = {
        "person": person,
        "kind": "officer",
        "stations": stations,
        "accounts": account_lines(request.user, [person.user] if person.user else []),
        "keeper": keeper_beyond(request.user, [station.area for station in stations]),
        "may_change": all(can_manage(request.user, station.area) for station in stations),
        "blocks": blocks_of(request, "officer", person),
    }
    return office_page(request, "people", "stations/office/officer.html", context)


@require_safe
@staff_only
def department(request: SignedInRequest, pk: int) -> HttpResponse:
    body = get_department(request, pk)
    context = {
        "person": body,
        "kind": "department",
        "accounts": account_lines(
            request.user, list(body.members.select_related("area").order_by("pk"))
        ),
        "may_change": can_manage(request.user, body.area),
        "blocks": blocks_of(request, "department", body),
    }
    return office_page(request, "people", "stations/office/department.html", context)


def get_officer(request: SignedInRequest, pk: int) -> LiaisonOfficer:
    visible = LiaisonOfficer.objects.looked_after_by(request.user)
    return get_object_or_404(visible.select_related("user__area"), pk=pk)


def get_department(request: SignedInRequest, pk: int) -> Department:
    visible = Department.objects.looked_after_by(request.user)
    return get_object_or_404(visible.select_related("area"), pk=pk)


# changing -------------------------------------------------------------------------------------

GETTERS: dict[str, Callable[[SignedInRequest, int], Any]] = {
    "officer": get_officer,
    "department": get_department,
}


@SHOW_OR_ACT
@managers_only
def open_account(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    person = GETTERS[kind](request, pk)
    if kind == "department":
        add = partial(add_member, person)
        return account_page(request, kind, person, add, [person.area], asks_name=True)
    areas = [station.area for station in person.stations.select_related("area")]
    return account_page(request, kind, person, partial(open_for_officer, person), areas)


def account_page(
    request: SignedInRequest,
    kind: str,
    person: Any,
    open_for: Callable[..., User],
    areas: list[Area],
    *,
    suggested: str = "",
    asks_name: bool = False,
) -> HttpResponse:
    """An account without a password; the activation slip is printed from the person's page.

    ``areas`` are those in which it will be able to do something: all of them must be managed.
    """
    if getattr(person, "user", None):
        return back_to(request, "已经有账号了。", kind, person.pk)
    if keeper := keeper_beyond(request.user, areas):
        flash.error(request, f"{person}的账号由{keeper}开通。")
        return redirect(f"office:{kind}", person.pk)
    if not all(can_manage(request.user, area) for area in areas):
        raise Http404
    is_free = suggested and not User.objects.filter(username=suggested).exists()
    initial = {"username": suggested} if is_free else {}
    form = AccountForm(request.POST or None, asks_name=asks_name, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            user = open_for(**form.cleaned_data, actor=request.user, request=request)
        except NameTakenError:
            form.add_error("username", "这个账号名已经有人用了，请换一个。")
        except BeyondReachError as error:
            form.add_error("username", str(error))
        else:
            words = f"已为{user}开通账号，请打印激活单交给本人。"
            return back_to(request, words, kind, person.pk)
    return ask(
        request,
        form,
        title=f"为{person}开通账号",
        button="开通",
        back=(kind, person.pk),
        text="开通以后打印激活单，由本人扫码设密码。谁也看不到密码。",
    )


@require_POST
@managers_only
def remove_department_member(request: SignedInRequest, pk: int, user_id: int) -> HttpResponse:
    department = managed(request, get_department(request, pk))
    member: User = get_object_or_404(department.members, pk=user_id)
    remove_member(department, member, actor=request.user, request=request)
    return back_to(request, f"{member}不再经办{department}的事。", "department", pk)


@SHOW_OR_ACT
@managers_only
def switch(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """An officer or a department stops, or starts again."""
    found = GETTERS[kind](request, pk)
    thing = managed(request, found, found.areas if kind == "officer" else None)
    verb = f"{'停止' if thing.is_active else '恢复'}{'在岗' if kind == 'officer' else '承办'}"
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            form,
            title=f"{thing}：{verb}",
            button=verb,
            back=(kind, pk),
            text="停止以后，新的事不再交给这里；已经有的记录都保留。",
        )
    try:
        with transaction.atomic():
            thing.is_active = not thing.is_active
            thing.save(update_fields=["is_active"])
            if thing.is_active and getattr(thing, "user", None):
                refuse_beyond(request.user, thing.user)  # the stations are given once more
            note(request, f"{thing}：{verb}", thing.area, form.cleaned_data["reason"])
    except BeyondReachError as error:
        flash.error(request, str(error))
        return redirect(f"office:{kind}", pk)
    return back_to(request, f"{thing}已{verb}。", kind, pk)
