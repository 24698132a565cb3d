"""After a roll-over: what becomes of each leaver's codes and matters, and what to print anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from casework.workflow import TransitionError
from jobs.writing import write_workbook
from messages.actors import office_actor
from messages.desk.succession import pass_to
from office.frame import managers_only, office_page, staff_only
from office.notes import Action, note, record
from office.paging import search_words, take
from portal.office.forms.rollover import AllCodesForm, LeaverForm
from portal.office.views.rollover import get_change, managed_change
from representatives.models import Leaver, MessageCode, Representative, Seat, TermChange
from stations.models import Station

HEADER = ("要重印的", "站点编号", "站点", "离开的代表", "新来的代表", "二维码")


@require_safe
@staff_only
def leavers(request: SignedInRequest, pk: int) -> HttpResponse:
    change = _done(get_change(request, pk))
    rows = change.leavers.select_related("representative__station", "successor")
    only_matters = bool(request.GET.get("matters"))
    if only_matters:
        rows = rows.filter(matters__gt=0)
    query = search_words(request)
    if query:
        person = Q(representative__name__icontains=query) | Q(
            representative__pinyin__icontains=query
        )
        rows = rows.filter(person)
    codes = Prefetch("codes", MessageCode.objects.order_by("pk"))
    page, next_url = take(request, rows.prefetch_related(codes), "pk")
    context = {
        "change": change,
        "leavers": page,
        "next_url": next_url,
        "query": query,
        "is_first": not request.GET.get("after"),
        "only_matters": only_matters,
        "undecided": change.leavers.undecided().count(),
        "may_change": can_manage(request.user, change.congress.area),
        "form": AllCodesForm(initial={"codes_lead": Leaver.CodesLead.STATION}),
    }
    return office_page(request, "congresses", "portal/office/leavers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def decide_leaver(request: SignedInRequest, pk: int) -> HttpResponse:
    """One leaver: where the codes lead, who goes on with the matters. The voters are told."""
    found = Leaver.objects.select_related(
        "change__congress__area", "change__new_term", "representative__station", "successor"
    )
    leaver = get_object_or_404(found, pk=pk)
    change = managed_change(request, leaver.change_id)
    given = {
        "codes": leaver.codes_lead,
        "matters": "successor" if leaver.passed else "station",
        "successor": leaver.successor_id,
    }
    form = LeaverForm(
        request.POST or None, leaver=leaver, query=search_words(request), initial=given
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "leaver": leaver, "change": change, "query": search_words(request)}
        return office_page(request, "congresses", "portal/office/leaver.html", context, status)
    try:
        with transaction.atomic():
            _decide(request, leaver, form.cleaned_data)
    except TransitionError:  # the station acts on one of the matters at this moment
        flash.warning(request, "有一件留言刚刚有人在办，什么都没有改。请看一下再定。")
        return redirect("office:decide_leaver", pk=leaver.pk)
    flash.success(request, f"已定下{leaver.representative}的二维码和留言。")
    return redirect("office:leavers", pk=change.pk)


def _decide(request: SignedInRequest, leaver: Leaver, data: dict[str, Any]) -> None:
    held = Leaver.objects.select_for_update(of=("self",)).get(pk=leaver.pk)
    successor: Representative | None = data["successor"]
    held.lead_codes(data["codes"], successor)
    passed = 0
    if data.get("matters") == "successor" and successor:
        by = office_actor(request.user, leaver.change.congress.area)
        passed = pass_to(leaver.representative, successor, by=by)
    held.passed += passed
    held.codes_lead, held.successor = data["codes"], successor or held.successor
    held.decided_by, held.decided_at = request.user, timezone.now()
    held.save()
    words = f"离任代表{leaver.representative}：二维码{held.get_codes_lead_display()}"
    if passed:
        words += f"，{passed} 件留言转给{successor}"
    note(request, words, leaver.change.congress.area)


@require_POST
@managers_only
def decide_leavers(request: SignedInRequest, pk: int) -> HttpResponse:
    """The codes of everybody about whom nobody has decided; the matters stay at the stations."""
    change = _done(managed_change(request, pk))
    form = AllCodesForm(request.POST)
    if not form.is_valid():
        flash.warning(request, "请先选：通向站点，还是停用。")
        return redirect("office:leavers", pk=pk)
    where = form.cleaned_data["codes_lead"]
    with transaction.atomic():
        rows = change.leavers.undecided().select_for_update()
        pks = list(rows.order_by("pk").values_list("pk", flat=True))
        if where == Leaver.CodesLead.REVOKED:
            codes = Leaver.codes.through.objects.filter(leaver__in=pks)
            MessageCode.objects.live().filter(pk__in=codes.values("messagecode")).update(
                revoked_at=timezone.now(), revoked_reason=f"{change}，代表离任"
            )
        Leaver.objects.filter(pk__in=pks).exclude(codes_lead=Leaver.CodesLead.REVOKED).update(
            codes_lead=where
        )
        Leaver.objects.filter(pk__in=pks).update(decided_by=request.user, decided_at=timezone.now())
        words = f"{len(pks)} 位离任代表的二维码{_word(where)}"
        note(request, words, change.congress.area)
    flash.success(request, f"{words}。")
    return redirect("office:leavers", pk=pk)


def _word(where: str) -> str:
    return str(TermChange.CodesLead(where).label)


# what to print anew ---------------------------------------------------------------------------


@require_safe
@staff_only
def reprint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Boards of stations whose people changed, and codes that were never printed."""
    change = _done(get_change(request, pk))
    stations = {row[0]: row[1:] for row in change.result["stations"]}
    page, next_url = take(request, Station.objects.filter(pk__in=stations), "code")
    context = {
        "change": change,
        "rows": [
            {"station": place, "left": stations[place.pk][0], "joined": stations[place.pk][1]}
            for place in page
        ],
        "next_url": next_url,
        "query": "",
        "is_first": not request.GET.get("after"),
        "stations": len(stations),
        "codes": _new_codes(change).count(),
    }
    return office_page(request, "congresses", "portal/office/reprint.html", context)


@require_safe
@staff_only
def reprint_download(request: SignedInRequest, pk: int) -> HttpResponse:
    change = _done(get_change(request, pk))
    name = f"{change}-要重印的.xlsx"
    target = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it
    write_workbook(_reprint_rows(change), HEADER, target, title="要重印的")
    target.seek(0)
    record(request, name, change.congress.area, action=Action.EXPORT)
    response = FileResponse(target, as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]  # a view may stream


def _reprint_rows(change: TermChange) -> Iterator[Sequence[str]]:
    """Two queries, however many stations and codes."""
    stations = {row[0]: row[1:] for row in change.result["stations"]}
    for pk, code, name in (
        Station.objects.filter(pk__in=stations).order_by("code").values_list("pk", "code", "name")
    ):
        left, joined = stations[pk]
        yield "公示栏", code, name, "、".join(left), "、".join(joined), ""
    codes = _new_codes(change).select_related("representative__station")
    for new in codes.order_by("representative__station__code", "pk"):
        person = new.representative
        assert person is not None  # see _new_codes
        yield "名片和二维码", person.station.code, person.station.name, "", person.name, new.slug


def _new_codes(change: TermChange) -> QuerySet[MessageCode]:
    """Live codes of the new term's people that were never printed."""
    seats = Seat.objects.active().filter(term=change.new_term)
    people = seats.order_by().values("representative")
    return MessageCode.objects.live().filter(representative__in=people, printed_at=None)


def _done(change: TermChange) -> TermChange:
    if change.state != "done":
        raise Http404
    return change
