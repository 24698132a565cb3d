"""The least that shows the curves: one query of results, one polyline each.

Nothing is judged or explained, no year breaks, no unit was renamed, nobody chooses; the session
and the person's posts are read and the menu counts what waits, as on every page of staff.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import office_scope_q
from areas.models import Area
from office.frame import Frame
from supervision.models import Result


@login_not_required
def curves(request: HttpRequest) -> HttpResponse:
    # The bare view has no sessions; whose posts would be read is not its job.
    scope = office_scope_q(request.user, "") if hasattr(request, "user") else None
    areas = Area.objects.filter(code=request.GET["area"])
    area = (areas if scope is None else areas.filter(scope))[0]
    rows = (
        Result.objects.current()
        .filter(count__evaluation__area=area, count__has_quorum=True, is_withheld=False)
        .order_by("subject__department", "count__evaluation__year")
        .values_list(
            "subject__department",
            "subject__named",
            "subject__unit_class__name",
            "count__evaluation__year",
            "score",
            "class_rank",
            "class_ranked",
            "reaches_target",
        )
    )
    cards: dict[int, dict[str, Any]] = {}
    for key, name, class_name, year, score, rank, ranked, reaches in rows:
        card = cards.setdefault(key, {"pk": key, "name": name, "class": class_name, "line": ""})
        card["line"] += f"{(year % 100) * 40},{100 - float(score)} "
        card |= {"score": score, "rank": rank, "ranked": ranked, "reaches": reaches}
    context = {"area": area, "cards": list(cards.values())}
    if scope is not None:
        context["frame"] = Frame(request, "curves")
    return render(request, "limit/curves.html", context)
