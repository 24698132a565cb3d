"""What a manager changes about people: accounts, seats, who still serves. Each act is logged."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from messages.desk.succession import held_by, leave_to_stations
from office.forms import ReasonForm
from office.frame import form_page, managers_only
from office.notes import note
from portal.office.forms.people import AccountForm, EndSeatForm
from portal.office.views.people import (
    back_to,
    get_department,
    get_officer,
    get_representative,
)
from representatives.accounts import open_account as open_for_representative
from representatives.models import Representative, Seat
from stations.accounts import NameTakenError, add_member, open_account, remove_member
from stations.models import Department, LiaisonOfficer

GETTERS: dict[str, Any] = {
    "representative": get_representative,
    "officer": get_officer,
    "department": get_department,
}
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@SHOW_OR_ACT
@managers_only
def open_person_account(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """An account without a password; the activation slip is printed from the person's page."""
    person = managed(request, GETTERS[kind](request, pk))
    if getattr(person, "user", None):
        return back_to(request, "已经有账号了。", kind, pk)
    form = AccountForm(
        request.POST or None, asks_name=kind == "department", initial=_suggested(person)
    )
    if request.method == "POST" and form.is_valid():
        try:
            user = _open(person, form.cleaned_data, request)
        except NameTakenError:
            form.add_error("username", "这个账号名已经有人用了，请换一个。")
        else:
            return back_to(request, f"已为{user}开通账号，请打印激活单交给本人。", kind, pk)
    return ask(
        request,
        form,
        title=f"为{person}开通账号",
        button="开通",
        back=(kind, pk),
        text="开通以后打印激活单，由本人扫码设密码。谁也看不到密码。",
    )


def _open(
    person: Representative | LiaisonOfficer | Department,
    data: dict[str, Any],
    request: SignedInRequest,
) -> User:
    options: dict[str, Any] = {
        "username": data["username"],
        "actor": request.user,
        "request": request,
    }
    if isinstance(person, Representative):
        return open_for_representative(person, **options)
    if isinstance(person, LiaisonOfficer):
        return open_account(person, **options)
    return add_member(person, name=data["name"], **options)


def _suggested(person: Any) -> dict[str, str]:
    """The pinyin of the name, if nobody has it yet."""
    pinyin = getattr(person, "pinyin", "").split(" ")[0].lower()[:30]
    taken = not pinyin or User.objects.filter(username=pinyin).exists()
    return {} if taken else {"username": pinyin}


@require_POST
@managers_only
def remove_department_member(request: SignedInRequest, pk: int, user_id: int) -> HttpResponse:
    department = managed(request, get_department(request, pk))
    member = get_object_or_404(department.members, pk=user_id)
    remove_member(department, member, actor=request.user, request=request)
    return back_to(request, f"{member}不再经办{department}的事。", "department", pk)


@SHOW_OR_ACT
@managers_only
def switch(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """An officer or a department stops, or starts again."""
    thing = managed(request, GETTERS[kind](request, pk))
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
    with transaction.atomic():
        thing.is_active = not thing.is_active
        thing.save(update_fields=["is_active"])
        note(request, f"{thing}：{verb}", thing.area, form.cleaned_data["reason"])
    return back_to(request, f"{thing}已{verb}。", kind, pk)


# seats ----------------------------------------------------------------------------------------


@SHOW_OR_ACT
@managers_only
def end_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    form = EndSeatForm(request.POST or None, today=timezone.localdate())
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            form,
            title=f"终止{seat.representative}的{seat}职务",
            button="终止职务",
            back=("representative", seat.representative_id),
            text="终止后不能恢复。最后一个职务终止以后，本人的二维码改为通向站点，没办完的留言转给站点，已有的答复都保留。",
        )
    data = form.cleaned_data
    with transaction.atomic():
        seat.end(on=data["ended_on"], reason=data["end_reason"])
        if not seat.representative.seats.exclude(status=Seat.Status.ENDED).exists():
            leave_to_stations(held_by([seat.representative_id]), key=f"seat:{seat.pk}")
        _note_seat(request, seat, "终止", seat.get_end_reason_display())
    return back_to(request, f"{seat}职务已终止。", "representative", seat.representative_id)


@SHOW_OR_ACT
@managers_only
def suspend_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return ask(
            request,
            form,
            title=f"暂停{seat.representative}执行{seat}职务",
            button="暂停执行职务",
            back=("representative", seat.representative_id),
            text="以后可以恢复。",
        )
    with transaction.atomic():
        if seat.suspend():
            _note_seat(request, seat, "暂停执行", form.cleaned_data["reason"])
    return back_to(request, f"已暂停执行{seat}职务。", "representative", seat.representative_id)


@require_POST
@managers_only
def resume_seat(request: SignedInRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    with transaction.atomic():
        if seat.resume():
            _note_seat(request, seat, "恢复执行")
    return back_to(request, f"已恢复执行{seat}职务。", "representative", seat.representative_id)


def _seat(request: SignedInRequest, pk: int) -> Seat:
    """A seat that has not ended, of a person one manages."""
    people = Representative.objects.looked_after_by(request.user).order_by().values("pk")
    open_seats = Seat.objects.exclude(status=Seat.Status.ENDED).filter(representative__in=people)
    seat = get_object_or_404(open_seats.select_related("representative__station__area"), pk=pk)
    managed(request, seat.representative)
    return seat


def _note_seat(request: SignedInRequest, seat: Seat, what: str, reason: str = "") -> None:
    person = seat.representative
    note(request, f"{what}代表职务：{person}，{seat}", person.station.area, reason)


# shared ---------------------------------------------------------------------------------------


def managed(request: SignedInRequest, thing: Any) -> Any:
    if not can_manage(request.user, thing.area):
        raise Http404
    return thing


def ask(
    request: SignedInRequest,
    form: forms.Form,
    *,
    title: str,
    text: str,
    button: str,
    back: tuple[str, int],
) -> HttpResponse:
    """A page that asks for what an act needs."""
    page = reverse(f"office:{back[0]}", args=[back[1]])
    return form_page(request, "people", form, title, page, text=text, button=button)
