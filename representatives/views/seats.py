"""What a manager changes about representatives: the account, the seats. Each act is logged."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.permissions import managed_scope_q
from office.forms import ReasonForm
from office.frame import managers_only
from office.notes import note
from office.pages import ask, back_to
from representatives.accounts import open_account as open_for
from representatives.forms.people import EndSeatForm
from representatives.leaving import seat_stopped
from representatives.models import Representative, Seat
from representatives.views.people import areas_of_account, get_representative
from stations.views.people import account_page

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@SHOW_OR_ACT
@managers_only
def open_account(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    person = get_representative(request, pk)
    name = person.pinyin.split(" ")[0].lower()[:30]
    areas = areas_of_account(person)
    return account_page(request, kind, person, partial(open_for, person), areas, suggested=name)


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
        seat_stopped(seat.representative, key=f"seat:{seat.pk}")
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
            text="以后可以恢复。没有别的在任职务的，没办完的留言转给站点，新的留言由站点受理，"
            "本人只能查看自己办过的留言。",
        )
    with transaction.atomic():
        if seat.suspend():
            seat_stopped(
                seat.representative, key=f"suspended:{seat.pk}:{timezone.now().isoformat()}"
            )
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
    """A seat that has not ended, in a congress one manages: where the person works is no matter.

    A township does not end what the county's congress decides about, though it sees the person.
    """
    mine = managed_scope_q(request.user, "term__congress__area__")
    people = Representative.objects.looked_after_by(request.user).order_by().values("pk")
    open_seats = Seat.objects.exclude(status=Seat.Status.ENDED).with_names()
    with_people = open_seats.select_related("representative__station__area")
    return get_object_or_404(with_people.filter(mine, representative__in=people), pk=pk)


def _note_seat(request: SignedInRequest, seat: Seat, what: str, reason: str = "") -> None:
    person = seat.representative
    note(request, f"{what}代表职务：{person}，{seat}", person.station.area, reason)
