"""Printing slips: fresh codes on paper, their digests in the database, and nothing else of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.template.loader import get_template
from django.urls import reverse

from jobs.models import Job
from jobs.paper.printer import Printer, printing_problem
from jobs.paper.proof import ProofError, prove
from jobs.progress import JobError, Progress
from jobs.registry import job_kind
from supervision.ballots.credentials import new_code, store_slips
from supervision.models import Evaluation, SlipBatch
from supervision.permissions import can_run
from supervision.states import EvaluationState
from yichang_renda.qr import qr_data_uri

PRINT_SLIPS = "slips"
PER_SHEET, PER_ROW, GROUP = 10, 2, 4
NOT_ALLOWED = "现在不能给这次测评印票签：它已经截止，或者您没有权限了。"
#: Cut lines between slips of 90 × 54 mm; the codes need paper around them.
RULES = """
@page { margin: 12mm 15mm; }
body { margin: 0; color: #1F2328; }
table { border-collapse: collapse; page-break-after: always; }
table:last-child { page-break-after: auto; }
td { width: 90mm; height: 53mm; padding: 3mm; vertical-align: middle; box-sizing: border-box;
  border: .4pt dashed #8A8F96; }
img { float: left; width: 36mm; height: 36mm; margin-right: 2mm; }
p { margin: 0 0 1.2mm; font-size: 8.5pt; line-height: 1.35; }
.what { font-size: 10.5pt; }
.letters { clear: both; font-size: 8.5pt; letter-spacing: .02em; }
"""


@dataclass(frozen=True)
class PrintedSlip:
    code: str

    @property
    def url(self) -> str:
        return settings.SITE_URL + reverse("supervision:slip", args=[self.code])

    @property
    def picture(self) -> str:
        return qr_data_uri(self.url)

    @property
    def letters(self) -> str:
        return " ".join(self.code[n : n + GROUP] for n in range(0, len(self.code), GROUP))


@job_kind(
    PRINT_SLIPS,
    "印制票签",
    result_template="supervision/office/includes/_slips_printed.html",
    once=True,
)
def run(job: Job, progress: Progress) -> None:
    """Not resumable: a worker that died took the codes with it, and they are worth nothing."""
    if problem := printing_problem():
        raise JobError(problem)
    evaluation = Evaluation.objects.select_related("area").get(pk=job.params["evaluation"])
    _refuse(job, evaluation)
    amount = int(job.params["amount"])
    codes = [new_code() for _ in range(amount)]  # random: no order to be shuffled out of
    slips = [PrintedSlip(code) for code in codes]
    progress.start(amount, "正在排版")
    pdf = Printer(rules=RULES).pdf(slips_html(evaluation, slips))
    progress.advance(0, "正在把每个二维码读一遍")
    try:
        pages = prove(pdf, [slip.url for slip in slips], "票签")
    except ProofError:  # its words quote codes
        raise JobError("印出来的二维码有读不出来的，这批没有放行。请再印一次。") from None
    progress.save_result_file(ContentFile(pdf), f"票签-{amount}张.pdf")
    with transaction.atomic():
        evaluation = Evaluation.objects.select_for_update(of=("self",)).get(pk=evaluation.pk)
        _refuse(job, evaluation)
        batch = SlipBatch.objects.create(
            evaluation=evaluation, amount=amount, printed_by=job.created_by
        )
        store_slips(batch, codes)
        evaluation.add_event("slips", by=job.created_by, text=f"{amount} 张")
        progress.finish({"amount": amount, "pages": pages, "evaluation": evaluation.pk})


def _refuse(job: Job, evaluation: Evaluation) -> None:
    if not (can_run(job.created_by, evaluation) and may_print(evaluation)):
        raise JobError(NOT_ALLOWED)


def may_print(evaluation: Evaluation) -> bool:
    is_due = evaluation.state in (EvaluationState.PREPARING, EvaluationState.OPEN)
    return evaluation.by_slip and is_due


def slips_html(evaluation: Evaluation, slips: Sequence[PrintedSlip]) -> str:
    sheets = [
        [slips[row : row + PER_ROW] for row in range(n, min(n + PER_SHEET, len(slips)), PER_ROW)]
        for n in range(0, len(slips), PER_SHEET)
    ]
    address = settings.SITE_URL + reverse("supervision:slip_typed")
    context = {
        "evaluation": evaluation,
        "sheets": sheets,
        "typed_at": address.partition("://")[2],
        "is_demo": settings.DEMO,
    }
    return get_template("supervision/paper/slips.html").render(context)
