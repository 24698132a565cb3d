"""Notice boards: which need printing or hanging, what one looks like, its PDF."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage, offices_of
from areas.models import Area
from jobs.paper.http import NOT_NOW, pdf_response
from jobs.paper.printer import printing_problem
from jobs.paper.proof import ProofError, prove
from messages.forms.mounting import MountedForm
from office.chosen import chosen_area
from office.frame import form_page, managers_only, office_page, staff_only
from office.notes import note
from office.paging import search_words, take
from portal.boards.content import BoardContent, gather, of_stations
from portal.boards.printing import board_printer
from portal.boards.prints import REASONS, Printed, mark_printed, print_of, reasons_of, record
from portal.boards.render import board_context, board_html
from portal.boards.walls import SILENT_DAYS, counted, mount, piles_of
from portal.office.forms.boards import paper_of
from stations.models import Board, Station

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def boards(request: SignedInRequest) -> HttpResponse:
    """The list: what to print anew and why, what was never printed, what hangs unnoticed."""
    today = timezone.localdate()
    area = chosen_area(request)
    places = _area_choices(request.user, area)
    days = _silent_days(request)
    mine = Board.objects.looked_after_by(request.user).filter(station__is_active=True)
    mine = mine.filter(area.scope_q("station__area__"))
    counts = counted(mine, today, days)
    piles = piles_of(mine, today, days)
    pile = piles.get(request.GET.get("pile", ""), piles["outdated"])
    why = request.GET.get("why", "") if pile.key == "outdated" else ""
    why = why if why in REASONS else ""
    rows = pile.rows.filter(parts__changed__has_key=why) if why else pile.rows
    query = search_words(request)
    if query:
        rows = rows.filter(station__name__icontains=query)
    found, next_url = take(request, rows.select_related("station__area"), "pk")
    Area.objects.prime_lineage([row.station.area for row in found])
    kept = {"area": area.code, "days": str(days)}
    context = {
        "rows": [(row, reasons_of(row)) for row in found],
        "tabs": [
            {
                "label": one.label,
                "count": counts[one.key],
                "current": one is pile,
                "tone": "",
                "url": "?" + urlencode(kept | {"pile": one.key}),
            }
            for one in piles.values()
        ],
        "pile": pile,
        "counts": counts,
        "as_of": counts["as_of"],
        "area": area,
        "places": places,
        "reasons": REASONS,
        "why": why,
        "days": days,
        "day_choices": SILENT_DAYS,
        "query": query,
        "next_url": next_url,
        "is_first": not request.GET.get("after"),
        "may_change": can_manage(request.user, area),
        "problem": printing_problem(),
    }
    return office_page(request, "boards", "portal/office/boards.html", context)


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
    extra = {"station": station, "paper": paper, "for_paper": False, "problem": printing_problem()}
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


def _area_choices(user: User, area: Area) -> list[Area]:
    """Where one may go on to from an area: above it, itself, and directly below."""
    offices = offices_of(user)
    above = [one for one in area.lineage[:-1] if any(o.contains(one) for o in offices)]
    return [*above, area, *Area.objects.children_of(area, with_coded=True)]


def _silent_days(request: SignedInRequest) -> int:
    text = request.GET.get("days", "")
    return int(text) if text in {str(days) for days in SILENT_DAYS} else SILENT_DAYS[1]
