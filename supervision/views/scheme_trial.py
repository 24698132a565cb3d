"""A scheme on last year's ballots, before it is adopted."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from office.frame import office_page, staff_only
from supervision.forms.schemes import TrialForm
from supervision.models import Evaluation
from supervision.results.trying import mismatch, try_on
from supervision.scheme_words import formula
from supervision.states import Purpose
from supervision.views.schemes import PART, get_scheme


@require_safe
@staff_only
def try_scheme(request: SignedInRequest, pk: int) -> HttpResponse:
    """Old and new figures side by side; nothing is stored."""
    scheme = get_scheme(request, pk)
    visible = Evaluation.objects.looked_after_by(request.user).counted().filter(area=scheme.area)
    evaluations = visible.filter(purpose=Purpose.RATING).order_by("-year", "-pk")
    latest = evaluations.first() if scheme.purpose == Purpose.RATING else None
    form = TrialForm(
        {"evaluation": latest.pk} if latest and "evaluation" not in request.GET else request.GET,
        evaluations=evaluations.select_related("scheme"),
    )
    chosen = form.cleaned_data.get("evaluation") if latest and form.is_valid() else None
    context = {"scheme": scheme, "form": form, "latest": latest, "evaluation": chosen}
    if chosen:
        count = chosen.counts.get(is_current=True)
        old, new = list(chosen.scheme.options.all()), list(scheme.options.all())
        problem = mismatch(old, new)
        rows = [] if problem else try_on(count, chosen.scheme, scheme)
        context |= {
            "problem": problem,
            "rows": rows,
            "count": count,
            "old_formula": formula(old),
            "new_formula": formula(new),
            "moved": sum(bool(row.rises) for row in rows),
        }
    return office_page(request, PART, "supervision/office/scheme_try.html", context)
