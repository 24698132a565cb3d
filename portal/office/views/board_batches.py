"""Printing and hanging many boards at once, and looking at all of them anew."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import SignedInRequest
from accounts.permissions import managed_areas
from jobs.models import start_job
from jobs.paper.printer import printing_problem
from office.frame import managers_only, office_page
from office.notes import note
from portal.boards.batch import BOARDS, CHECK, PRINT
from portal.boards.content import gather, of_stations
from portal.boards.walls import mount, unmounted
from portal.office.forms.boards import MountManyForm, PrintForm
from stations.models import Board

SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
CHUNK = 200


@SHOW_OR_ACT
@managers_only
def print_boards(request: SignedInRequest) -> HttpResponse:
    form = PrintForm(
        request.POST or None, user=request.user, initial={"area": request.GET.get("area", "")}
    )
    problem = printing_problem()
    if request.method != "POST" or problem or not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "problem": problem}
        return office_page(request, "boards", "portal/office/boards_print.html", context, status)
    data = form.cleaned_data
    area, what, paper = data["area"], data["what"], data["paper"]
    label = f"{area.short_name}{'公示栏 ' + paper if what == BOARDS else '名片'}"
    params = {
        "what": what,
        "paper": paper,
        "changed": data["changed"] == "1",
        "day": timezone.localdate().isoformat(),
    }
    with transaction.atomic():
        job = start_job(kind=PRINT, label=label, created_by=request.user, area=area, params=params)
        note(request, f"印制：{label}", area)
    return redirect(job)


@SHOW_OR_ACT
@managers_only
def mount_boards(request: SignedInRequest) -> HttpResponse:
    """All printed boards of an area that do not hang yet, at one stroke."""
    form = MountManyForm(
        request.POST or None,
        user=request.user,
        today=timezone.localdate(),
        initial={"area": request.GET.get("area", ""), "mounted_on": timezone.localdate()},
    )
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.errors else 200
        return office_page(
            request, "boards", "portal/office/boards_mount.html", {"form": form}, status
        )
    data = form.cleaned_data
    area = data["area"]
    waiting = unmounted(Board.objects.filter(area.scope_q("station__area__")))
    stations = list(of_stations().filter(pk__in=waiting.values("station")).order_by("pk"))
    with transaction.atomic():
        hung = sum(
            mount(
                gather(stations[start : start + CHUNK]),
                on=data["mounted_on"],
                where=data["mounted_at"],
            )
            for start in range(0, len(stations), CHUNK)
        )
        if hung:
            note(request, f"{area.short_name}公示栏已贴 {hung} 块：{data['mounted_on']}", area)
    if hung:
        flash.success(request, f"已登记 {hung} 块公示栏的张贴。")
    else:
        flash.info(request, f"{area.short_name}没有印了还没贴的公示栏。")
    return redirect("office:boards")


@require_POST
@managers_only
def check_boards(request: SignedInRequest) -> HttpResponse:
    """Now, instead of at the next full hour."""
    area = managed_areas(request.user)[0]
    label = f"核对{area.short_name}的公示栏"
    return redirect(start_job(kind=CHECK, label=label, created_by=request.user, area=area))
