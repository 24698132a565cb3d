"""What everybody reads: published results, the count file, the verifier, the list of receipts."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from supervision.models import Count, Evaluation, Receipt
from supervision.results.count_file import as_bytes, without_ranks
from supervision.results.tables import read_table, turnout
from yichang_renda.asking import number_of, pk_of

PAGE = 30
RECEIPTS = 300
LONGEST_RECEIPT = 60
VERIFIER = Path(__file__).parents[1] / "results" / "verify_ballots.py"
SHOW_OR_SEARCH = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@require_safe
def announcements(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    rows = Evaluation.objects.public().select_related("area")
    before = pk_of(request.GET.get("before", ""))
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    older = f"?before={found[PAGE - 1].pk}" if len(found) > PAGE else ""
    context = {
        "evaluations": found[:PAGE],
        "older_url": older,
        "share": _share(
            "测评结果", "述职测评的公告和计票文件", reverse("supervision:announcements")
        ),
    }
    return render(request, "supervision/public/announcements.html", context)


@login_not_required
@never_cache
@require_safe
def announcement(request: HttpRequest, pk: int) -> HttpResponse:
    evaluation = public_evaluation(pk)
    count = _version(request, evaluation)
    table = read_table(count, evaluation.scheme)
    context = {
        "evaluation": evaluation,
        "count": count,
        "table": table,
        "rows": table.rows,
        "turnout": turnout(count),
        "digest": count.digest(with_ranks=evaluation.with_ranks),
        "with_ranks": evaluation.with_ranks,
        "versions": list(evaluation.counts.was_public().select_related("approval")),
        "withdrawn": list(evaluation.subjects.with_names().filter(withdrawn_at__isnull=False)),
        "share": _share(evaluation.title, "结果、计票文件和回执清单", evaluation.public_url),
    }
    return render(request, "supervision/public/announcement.html", context)


def public_evaluation(pk: int) -> Evaluation:
    """404 until it is published, and again as soon as that is taken back."""
    rows = Evaluation.objects.public().select_related("area", "scheme", "term")
    return get_object_or_404(rows, pk=pk)


def _version(request: HttpRequest, evaluation: Evaluation) -> Count:
    """「?version=1」 among those that were ever public, else the one in force."""
    asked = request.GET.get("version", "")
    versions = evaluation.counts.was_public()
    if not asked:
        return get_object_or_404(versions, is_current=True)
    return get_object_or_404(versions, version=number_of(asked, 4))


def _share(title: str, text: str, url: str) -> dict[str, str]:
    return {"title": title, "text": text, "url": settings.SITE_URL + url}


@login_not_required
@never_cache
@require_safe
def count_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Byte for byte what the published digest is of."""
    evaluation = public_evaluation(pk)
    count = _version(request, evaluation)
    data = count.file if evaluation.with_ranks else without_ranks(count.file)
    response = HttpResponse(as_bytes(data), content_type="application/json")
    name = f"计票文件-{evaluation.pk}-第{count.version}版.json"
    response.headers["Content-Disposition"] = str(content_disposition_header(True, name))
    return response


@login_not_required
@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The program as it is tested here; it needs nothing of the portal."""
    response = HttpResponse(VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="verify_ballots.py"'
    return response


@login_not_required
@never_cache
@SHOW_OR_SEARCH
def receipts(request: HttpRequest, pk: int) -> HttpResponse:
    """The list in the order of the alphabet. Looked up by POST: what is typed is in no log."""
    evaluation = public_evaluation(pk)
    listed = Receipt.objects.filter(
        urn__in=list(evaluation.urns.filter(way__in=evaluation.urn_ways))
    ).order_by("code")
    after = request.GET.get("after", "")[:LONGEST_RECEIPT].replace("\0", "")
    codes = list(listed.filter(code__gt=after).values_list("code", flat=True)[: RECEIPTS + 1])
    asked = _typed(request.POST.get("code", ""))
    context = {
        "evaluation": evaluation,
        "codes": codes[:RECEIPTS],
        "asked": asked,
        "is_in": bool(asked) and listed.filter(code=asked).exists(),
        "was_asked": request.method == "POST",
        "amount": listed.count(),
        "next_url": f"?after={codes[RECEIPTS - 1]}" if len(codes) > RECEIPTS else "",
    }
    return render(request, "supervision/public/receipts.html", context)


def _typed(text: str) -> str:
    """As people copy it: with spaces, dashes and capitals."""
    return "".join(letter for letter in text.lower()[:LONGEST_RECEIPT] if letter.isalnum())
