"""One code on paper: a poster, or a sheet of name cards."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from jobs.paper.http import NOT_NOW, pdf_response
from jobs.paper.printer import ORDINARY, printing_problem
from jobs.paper.proof import ProofError, prove
from office.frame import managers_only, office_page, staff_only
from office.notes import note
from portal.boards.owners import Owner, for_cards, owner_of
from portal.boards.printing import PAPERS, board_printer, paper_of
from portal.boards.prints import mark_codes_printed
from portal.boards.render import (
    CARDS_PER_SHEET,
    cards_context,
    cards_html,
    poster_context,
    poster_html,
)
from representatives.models import MessageCode

CARD = "card"


@require_safe
@staff_only
def code_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """A poster of one code on the screen; ?kind=card shows the name cards."""
    code, now = _code(request, pk), timezone.localdate()
    owner, paper = owner_of(code), paper_of(request.GET.get("paper"))
    is_card = request.GET.get("kind") == CARD
    shown = cards_context(_ten(owner)) if is_card else poster_context(owner, paper, now)
    context = {
        "code": code,
        "owner": owner,
        "paper": paper,
        "papers": list(PAPERS),
        "is_card": is_card,
        "for_paper": False,
        "back": _back(code),
        "problem": printing_problem(),
        "may_change": can_manage(request.user, code.owner.area),
    }
    return render(request, "boards/code_sheet.html", shown | context)


@require_safe
@staff_only
def code_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    code = _code(request, pk)
    owner, paper = owner_of(code), paper_of(request.GET.get("paper"))
    if problem := printing_problem():
        return _not_printed(request, problem)
    if request.GET.get("kind") == CARD:
        cards, name = _ten(owner), f"{owner.name}-名片.pdf"
        pdf, expected = board_printer(ORDINARY).pdf(cards_html(cards, name)), cards[0].code.url
    else:
        name = f"{owner.name}-海报-{paper}.pdf"
        pdf = board_printer(paper).pdf(poster_html(owner, paper, timezone.localdate()))
        expected = owner.code.url
    try:
        prove(pdf, [expected], owner.name)
    except ProofError as error:
        return _not_printed(request, error.words)
    return pdf_response(pdf, name)


@require_POST
@managers_only
def code_printed(request: SignedInRequest, pk: int) -> HttpResponse:
    code = _code(request, pk)
    if not can_manage(request.user, code.owner.area):
        raise Http404
    with transaction.atomic():
        mark_codes_printed([code.pk], timezone.now())
        note(request, f"二维码已印：{code.slug}（{code.owner}）", code.owner.area)
    flash.success(request, f"二维码 {code.slug} 已记为印过。")
    return redirect("office:code_sheet", pk)


def _ten(owner: Owner) -> list[Owner]:
    return for_cards([owner]) * CARDS_PER_SHEET


def _not_printed(request: SignedInRequest, words: str) -> HttpResponse:
    context = {"words": words, "back_pk": None}
    return office_page(request, "boards", "portal/office/not_printed.html", context, NOT_NOW)


def _back(code: MessageCode) -> tuple[str, int]:
    """The page where the code stands."""
    for kind in ("representative", "officer", "station"):
        if pk := getattr(code, f"{kind}_id"):
            return f"office:{kind}", pk
    raise Http404


def _code(request: SignedInRequest, pk: int) -> MessageCode:
    visible = MessageCode.objects.looked_after_by(request.user).live()
    people = visible.select_related("representative__station__area", "officer", "station__area")
    return get_object_or_404(people, pk=pk)
