"""Notice boards: which need printing or hanging, what one looks like, its PDF."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage
from areas.models import Area
from jobs.paper.http import NOT_NOW, pdf_response
from jobs.paper.printer import printing_problem
from jobs.paper.proof import ProofError, prove
from messages.forms.mounting import MountedForm
from office.frame import form_page, managers_only, office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, Tab, listed, to
from office.lists.filters import ChoiceFilter, PlaceFilter, TextFilter
from office.notes import note
from portal.boards.content import BoardContent, gather, of_stations
from portal.boards.printing import PAPERS, board_printer, paper_of
from portal.boards.prints import REASONS, Printed, mark_printed, print_of, reasons_of, record
from portal.boards.render import board_context, board_html
from portal.boards.walls import SILENT, SILENT_DAYS, counted, mount, piles_of
from stations.models import Board, Station

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
EMPTY = {
    "outdated": Empty("没有要重印的公示栏", "印过的都和现在的人员、期限一致。"),
    "silent": Empty("没有长期没人扫的公示栏", "贴出来的公示栏都有人扫，或者还没有登记张贴。"),
}


class BoardFilters(Filters):
    area = PlaceFilter("station__area__")
    why = ChoiceFilter("why", "变了什么", tuple(REASONS.items()), method="changed")
    days = ChoiceFilter(
        "days",
        "多少天没人扫",
        [(n, f"{n} 天") for n in SILENT_DAYS if n != SILENT],
        empty_label=f"{SILENT} 天",
        method="silent",
    )
    q = TextFilter("station__name", "站点名称")

    def __init__(self, query: Mapping[str, str], rows: QuerySet[Any], user: User) -> None:
        super().__init__(query, rows, user)
        pile = query.get("pile", "")
        for name, where in {"why": ("", "outdated"), "days": ("silent",)}.items():
            if pile not in where:
                del self.filters[name]

    def changed(self, rows: QuerySet[Board], name: str, value: str) -> QuerySet[Board]:
        return rows.filter(parts__changed__has_key=value)

    def silent(self, rows: QuerySet[Board], name: str, value: str) -> QuerySet[Board]:
        return rows  # the pile itself is made of these days


@listed
class Boards(Listing):
    """Boards in one condition: to print anew and why, never printed, hanging unnoticed."""

    key, title, part = "boards", "公示栏", "boards"
    kept = ("pile",)
    template = "portal/office/boards.html"
    filters = BoardFilters
    order = "pk"
    columns = (
        Column(
            "station",
            "站点",
            value="station.name",
            link=to("office:board", "station_id"),
            sort="station__pinyin",
            is_head=True,
            width=36,
        ),
        Column("place", "地区", value="station.area.full_name", under="station", width=36),
        Column("code", "编号", value="station.code", is_shown=False),
        Column(
            "changed",
            "印过以后",
            template="portal/office/_board_changes.html",
            width=30,
        ),
        Column(
            "printed_at",
            "印制",
            words=lambda board: board.printed_at or "没印过",
            sort="-printed_at",
            width=18,
        ),
        Column("paper", "纸张", under="printed_at"),
        Column(
            "mounted_on",
            "张贴",
            words=lambda board: board.mounted_on or "没登记",
            sort="-mounted_on",
        ),
        Column("mounted_at", "张贴位置", under="mounted_on", width=24),
        Column(
            "last_scanned_on",
            "最近扫码",
            words=lambda board: board.last_scanned_on or "没有",
            sort="-last_scanned_on",
        ),
    )
    not_found = Empty("没有找到这样的公示栏", "换个条件再找。")

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        self.today = timezone.localdate()
        days = query.get("days", "")
        self.days = int(days) if days in map(str, SILENT_DAYS) else SILENT
        mine = Board.objects.looked_after_by(user).filter(station__is_active=True)
        self.piles = piles_of(mine, self.today, self.days)
        self.pile = self.piles.get(query.get("pile", ""), self.piles["outdated"])

    def rows(self) -> QuerySet[Board]:
        return self.pile.rows.select_related("station__area")

    def dressed(self, found: list[Any]) -> list[Any]:
        Area.objects.prime_lineage([board.station.area for board in found])
        for board in found:
            board.changed = reasons_of(board)
        return found

    @cached_property
    def area(self) -> Area | None:
        """The one that was asked for."""
        self.filter.form.is_valid()
        area: Area | None = self.filter.form.cleaned_data.get("area")
        return area

    @cached_property
    def counts(self) -> dict[str, Any]:
        mine = self.piles["all"].rows
        here = mine.filter(self.area.scope_q("station__area__")) if self.area else mine
        return counted(here, self.today, self.days)

    @property
    def tabs(self) -> list[Tab]:
        return [
            Tab(one.label, self.url(pile=one.key, why=""), one is self.pile, self.counts[one.key])
            for one in self.piles.values()
        ]

    def page_words(self) -> tuple[str, ...]:
        return (self.pile.label,)

    def when_empty(self) -> Empty:
        if not self.counts["all"]:
            text = "有了站点以后，每小时核对一次，公示栏会列在这里。"
            return Empty("还没有公示栏", text)
        return EMPTY.get(self.pile.key, Empty("这里没有公示栏", "看看别的几项。"))


@require_safe
@staff_only
def boards(request: SignedInRequest) -> HttpResponse:
    return Boards(request.user, request.GET).respond(request, problem=printing_problem())


@require_safe
@staff_only
def board(request: SignedInRequest, pk: int) -> HttpResponse:
    station = _station(request, pk)
    content = _content(station)
    row = Board.objects.filter(station=station).first()
    now = print_of(content)
    context = {
        "station": station,
        "content": content,
        "row": row,
        "current": now.whole,
        "is_current": bool(row and row.printed == now.whole),
        "reasons": _reasons(row, now.parts),
        "papers": list(PAPERS),
        "may_change": can_manage(request.user, station.area),
        "problem": printing_problem(),
    }
    return office_page(request, "boards", "portal/office/board.html", context)


@require_safe
@staff_only
def board_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """The board as it is printed, on the screen."""
    station, paper = _station(request, pk), paper_of(request.GET.get("paper"))
    context = board_context(_content(station), paper, timezone.localdate())
    extra = {
        "station": station,
        "paper": paper,
        "papers": list(PAPERS),
        "for_paper": False,
        "problem": printing_problem(),
    }
    return render(request, "boards/sheet.html", context | extra)


@require_safe
@staff_only
def board_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """One board for the printer; its codes are read back first."""
    station, paper = _station(request, pk), paper_of(request.GET.get("paper"))
    content = _content(station)
    if problem := printing_problem():
        return not_printed(request, problem, pk)
    pdf = board_printer(paper).pdf(board_html(content, paper, timezone.localdate()))
    try:
        prove(pdf, [code.url for code in content.codes], content.name)
    except ProofError as error:
        return not_printed(request, error.words, pk)
    return pdf_response(pdf, f"{content.number}-{content.name}-公示栏-{paper}.pdf")


@require_POST
@managers_only
def board_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The single PDF went to the printer: from now on changes are measured against it."""
    station = _managed_station(request, pk)
    content, paper, now = _content(station), paper_of(request.POST.get("paper")), timezone.now()
    shown = print_of(content)
    if request.POST.get("shown") != shown.whole:
        flash.warning(request, "您打开这一页以后内容又变了。请重新打印，再记一次。")
        return redirect("office:board", pk)
    with transaction.atomic():
        record([content], now)
        printed = Printed(pk, shown, [code.pk for code in content.codes])
        mark_printed([printed], paper=paper, now=now)
        note(request, f"公示栏已印：{station.name} {paper}", station.area)
    flash.success(request, "已记为印过。贴好以后请登记张贴。")
    return redirect("office:board", pk)


@SHOW_OR_ACT
@managers_only
def board_mounted(request: SignedInRequest, pk: int) -> HttpResponse:
    station = _managed_station(request, pk)
    row = Board.objects.printed().filter(station=station).first()
    if row is None:
        flash.warning(request, "这块公示栏还没有印过，先印再登记张贴。")
        return redirect("office:board", pk)
    form = MountedForm(request.POST or None, today=timezone.localdate())
    if request.method != "POST" or not form.is_valid():
        return form_page(
            request,
            "boards",
            form,
            f"登记张贴：{station.name}",
            reverse("office:board", args=[pk]),
            text="登记以后，多少天没有人扫码，系统会提醒您去看看。",
            button="登记",
        )
    data = form.cleaned_data
    with transaction.atomic():
        mount([_content(station)], on=data["mounted_on"], where=data["mounted_at"])
        words = f"公示栏已贴：{station.name} {data['mounted_on']} {data['mounted_at']}"
        note(request, words.strip(), station.area)
    flash.success(request, "已登记张贴。")
    return redirect("office:board", pk)


# shared -------------------------------------------------------------------------------------------


def not_printed(request: SignedInRequest, words: str, pk: int) -> HttpResponse:
    """Why there is no PDF; 503, because it may work again."""
    context = {"words": words, "back_pk": pk}
    return office_page(request, "boards", "portal/office/not_printed.html", context, NOT_NOW)


def _content(station: Station) -> BoardContent:
    return gather([station])[0]


def _station(request: SignedInRequest, pk: int) -> Station:
    visible = Station.objects.looked_after_by(request.user).select_related("area")
    return get_object_or_404(visible, pk=pk, pk__in=of_stations().values("pk"))


def _managed_station(request: SignedInRequest, pk: int) -> Station:
    station = _station(request, pk)
    if not can_manage(request.user, station.area):
        raise Http404
    return station


def _reasons(row: Board | None, now: dict[str, str]) -> list[str]:
    """Against what it says at this moment, which the hourly look may not know yet."""
    if row is None or not row.printed:
        return []
    return [words for name, words in REASONS.items() if row.parts[name][1] != now[name]]
