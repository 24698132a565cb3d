"""After a roll-over: what becomes of each leaver's codes and matters, and what to print anew."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from casework.workflow import TransitionError
from messages.actors import office_actor
from messages.desk.succession import pass_to
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, Tab, listed, to
from office.lists.filters import ChoiceFilter, TextFilter
from office.notes import note
from office.paging import search_words
from portal.office.forms.rollover import AllCodesForm, LeaverForm
from portal.office.views.rollover import get_change, managed_change
from representatives.models import Leaver, MessageCode, Representative, Seat, TermChange
from stations.models import Station

MATTERS = (("1", "只看有留言转到站点的"),)


class OfChange(Listing):
    """Something that a change of term which is done leaves to do."""

    part = "congresses"

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return TermChange.objects.looked_after_by(user).filter(state="done")

    @property
    def may_change(self) -> bool:
        return can_manage(self.user, self.owner.congress.area)


class LeaverFilters(Filters):
    q = TextFilter("representative__name", "姓名或拼音", method="named")
    matters = ChoiceFilter("matters", "留言", MATTERS, method="with_matters")

    def named(self, rows: QuerySet[Leaver], name: str, text: str) -> QuerySet[Leaver]:
        person = Q(representative__name__icontains=text)
        return rows.filter(person | Q(representative__pinyin__icontains=text))

    def with_matters(self, rows: QuerySet[Leaver], name: str, value: str) -> QuerySet[Leaver]:
        return rows.filter(matters__gt=0)


@listed
class Leavers(OfChange):
    key, title = "leavers", "离任代表"
    template = "portal/office/leavers.html"
    filters = LeaverFilters
    order = "pk"
    columns = (
        Column(
            "name", "姓名", value="representative.name", sort="representative__pinyin", is_head=True
        ),
        Column(
            "station",
            "站点",
            value="representative.station.name",
            sort="representative__station__code",
            width=36,
        ),
        Column("codes_lead", "二维码", value="get_codes_lead_display", sort="codes_lead"),
        Column(
            "codes",
            "号码",
            value=lambda leaver: [code.slug for code in leaver.codes.all()],
            words=lambda leaver: [code.slug for code in leaver.codes.all()] or "没有二维码",
            under="codes_lead",
            width=24,
        ),
        Column("matters", "转到站点的留言", sort="-matters", is_number=True),
        Column(
            "passed",
            "转给继任的留言",
            words=lambda leaver: f"其中 {leaver.passed} 件转给继任代表" if leaver.passed else "",
            under="matters",
            is_number=True,
        ),
        Column("successor", "继任代表", value="successor.name"),
    )
    acts = "portal/office/_leaver_acts.html"
    nothing = Empty("没有离任的代表", "上一届的代表都连任，或者另有代表职务。")

    def rows(self) -> QuerySet[Leaver]:
        codes = Prefetch("codes", MessageCode.objects.order_by("pk"))
        rows = Leaver.objects.filter(change=self.owner)
        return rows.select_related("representative__station", "successor").prefetch_related(codes)


@require_safe
@staff_only
def leavers(request: SignedInRequest, pk: int) -> HttpResponse:
    change = _done(get_change(request, pk))
    listing = Leavers(request.user, request.GET, change)
    form = AllCodesForm(initial={"codes_lead": Leaver.CodesLead.STATION})
    return listing.respond(request, undecided=change.leavers.undecided().count(), form=form)


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


class ToPrint(OfChange):
    """One of two lists that share a page (「?kind=codes」)."""

    kept: ClassVar[tuple[str, ...]] = ("kind",)
    heading = "要重印的"
    template = "portal/office/reprint.html"

    @property
    def tabs(self) -> list[Tab]:
        kinds = ((BoardsToPrint, ""), (CodesToPrint, "codes"))
        return [
            Tab(of.label, f"?kind={key}" if key else "?", isinstance(self, of)) for of, key in kinds
        ]


@listed
class BoardsToPrint(ToPrint):
    """Boards of stations whose people changed."""

    key, title, label = "boards_to_print", "要重印的公示栏", "公示栏"
    order = "code"
    columns = (
        Column("name", "站点", link=to("office:station"), sort="pinyin", is_head=True, width=36),
        Column("code", "编号", words=lambda station: f"编号 {station.code}", under="name"),
        Column("left", "离开的代表", width=30),
        Column("joined", "新来的代表", width=30),
    )
    nothing = Empty("没有要重印的公示栏", "各站点的代表都没有变。届次会在下次印制时更新。")

    @cached_property
    def people(self) -> dict[int, tuple[list[str], list[str]]]:
        """{station: (who left, who joined)}"""
        return {pk: (left, joined) for pk, left, joined in self.owner.result["stations"]}

    def rows(self) -> QuerySet[Station]:
        return Station.objects.filter(pk__in=self.people)

    def dressed(self, found: list[Any]) -> list[Any]:
        for station in found:
            station.left, station.joined = self.people[station.pk]
        return found


@listed
class CodesToPrint(ToPrint):
    """Live codes of the new term's people that were never printed."""

    key, title, label = "codes_to_print", "要印的名片和二维码", "名片和二维码"
    order = "representative__station__code"
    columns = (
        Column(
            "name",
            "代表",
            value="representative.name",
            link=to("office:representative", "representative_id"),
            sort="representative__pinyin",
            is_head=True,
        ),
        Column("slug", "二维码", link=lambda code: code.get_absolute_url()),
        Column(
            "station",
            "站点",
            value="representative.station.name",
            sort="representative__station__code",
            width=36,
        ),
        Column("code", "站点编号", value="representative.station.code", is_shown=False),
    )
    nothing = Empty("没有要印的名片和二维码", "在任代表的二维码都印过了。")

    def rows(self) -> QuerySet[MessageCode]:
        return _new_codes(self.owner).select_related("representative__station")


@require_safe
@staff_only
def reprint(request: SignedInRequest, pk: int) -> HttpResponse:
    change = _done(get_change(request, pk))
    kind = CodesToPrint if request.GET.get("kind") == "codes" else BoardsToPrint
    listing = kind(request.user, request.GET, change)
    codes, stations = _new_codes(change).count(), len(change.result["stations"])
    return listing.respond(request, codes=codes, stations=stations)


def _new_codes(change: TermChange) -> QuerySet[MessageCode]:
    """Live codes of the new term's people that were never printed."""
    seats = Seat.objects.active().filter(term=change.new_term)
    people = seats.order_by().values("representative")
    return MessageCode.objects.live().filter(representative__in=people, printed_at=None)


def _done(change: TermChange) -> TermChange:
    if change.state != "done":
        raise Http404
    return change
