"""From ballots to a result. Everything of one count is written in one transaction.

What is shown, and what is not: nothing below the scheme's smallest group; ways of voting that are
too small stand together with the next, so that no subtraction brings them out; a rank needs the
scheme's least number of valid ballots; free text needs a smallest group of ballots that could
carry it. Selections are ranked by the votes for 列入.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from supervision.ballots.votes import Ballots, Votes, read_ballots
from supervision.models.results import Count, Remark, Result, Tally
from supervision.models.schemes import Grading, Measure, Scheme
from supervision.models.subjects import Subject
from supervision.results import scoring
from supervision.results.count_file import build_file, digest_of, without_ranks
from supervision.results.outcome import Outcome
from supervision.results.workload import workloads
from supervision.states import Way

if TYPE_CHECKING:
    from accounts.models import User
    from supervision.models.evaluations import Evaluation
    from supervision.models.record import Approval

BATCH = 500


def make_count(
    evaluation: Evaluation, *, by: User, reason: str = "", approval: Approval | None = None
) -> Count:
    """Count anew as the next version. Call inside the transaction that moves the evaluation."""
    ballots = read_ballots(evaluation)
    scheme = Scheme.objects.get(pk=evaluation.scheme_id)
    options = [
        scoring.Option(o.pk, o.weight, o.is_satisfied, o.is_graded) for o in scheme.options.all()
    ]
    subjects = list(evaluation.subjects.rated().with_names().order_by("position", "pk"))
    outcomes = [_outcome(subject, ballots, scheme, options) for subject in subjects]
    count = _count(evaluation, ballots, scheme, by=by, reason=reason, approval=approval)
    if evaluation.is_selection:
        _choose(outcomes, evaluation.places or 0, count)
    else:
        _judge(outcomes, scheme)
    _rank(outcomes, scheme, by_listed=evaluation.is_selection)
    for key, amount in workloads(subjects, evaluation.year).items():
        next(one for one in outcomes if one.subject.pk == key).workload = amount
    previous = evaluation.counts.filter(is_current=True).first()
    count.file = build_file(evaluation, count, scheme, outcomes, ballots, previous)
    count.file_digest = digest_of(count.file)
    count.plain_digest = digest_of(without_ranks(count.file))
    evaluation.counts.filter(is_current=True).update(is_current=False)
    _save(count, outcomes)
    if evaluation.is_selection:
        evaluation.subjects.update(is_chosen=False)
        picked = [one.subject.pk for one in outcomes if one.is_chosen]
        evaluation.subjects.filter(pk__in=picked).update(is_chosen=True)
    return count


def _count(
    evaluation: Evaluation,
    ballots: Ballots,
    scheme: Scheme,
    *,
    by: User,
    reason: str,
    approval: Approval | None,
) -> Count:
    eligible, returned = evaluation.eligible or 0, sum(ballots.returned.values())
    newest = evaluation.counts.order_by("-version").values_list("version", flat=True).first()
    return Count(
        evaluation=evaluation,
        version=(newest or 0) + 1,
        counted_by=by,
        counted_at=timezone.now(),
        reason=reason,
        approval=approval,
        eligible=eligible,
        issued=sum(ballots.issued.values()),
        returned=returned,
        over_issued=named([way for way, n in ballots.returned.items() if n > ballots.issued[way]]),
        has_quorum=100 * returned > scheme.quorum_percent * eligible,
        paper_round=evaluation.paper_round,
        announcement=evaluation.announcement,
    )


def _outcome(
    subject: Subject, ballots: Ballots, scheme: Scheme, options: Sequence[scoring.Option]
) -> Outcome:
    outcome = Outcome(subject)
    sizes = ballots.of(subject.pk)
    if sum(sizes.values()) < scheme.smallest_group:
        return outcome
    by_way = ballots.votes[subject.pk]
    for ways in scoring.put_together(sizes, scheme.smallest_group):
        outcome.groups[named(ways)] = add_up(by_way[way] for way in ways)
    total = add_up(outcome.groups.values())
    outcome.figures = scoring.figures(total, options)
    outcome.satisfied = sum(total.get(o.key, 0) for o in options if o.is_satisfied)
    electronic = sum(n for way, n in sizes.items() if way != Way.PAPER)
    if electronic >= scheme.smallest_group:
        outcome.remarks = ballots.remarks.get(subject.pk, [])
    return outcome


def named(ways: Iterable[str]) -> str:
    """("account", "slip") → "slip+account": always in the order of ``Way``."""
    return "+".join(way for way in Way.values if way in set(ways))


def add_up(parts: Iterable[Votes]) -> Votes:
    total: Votes = {}
    for votes in parts:
        for option, n in votes.items():
            total[option] = total.get(option, 0) + n
    return total


def measured(outcome: Outcome, measure: str) -> Decimal | None:
    if outcome.figures is None:
        return None
    is_score = measure == Measure.SCORE
    return outcome.figures.score if is_score else outcome.figures.satisfaction


def _judge(outcomes: Iterable[Outcome], scheme: Scheme) -> None:
    """Grade, and the target line by the measure that the scheme names."""
    steps = [(grade.label, grade.at_least) for grade in scheme.grades.all()]
    for outcome in outcomes:
        value = measured(outcome, scheme.target_measure)
        outcome.reaches_target = None if value is None else value >= scheme.target
        if outcome.figures and scheme.grading != Grading.NONE:
            by_share = scheme.grading == Grading.SHARE
            figures = outcome.figures
            outcome.grade = scoring.grade(
                figures.graded_share if by_share else figures.score, steps
            )


def _choose(outcomes: Iterable[Outcome], places: int, count: Count) -> None:
    """Nobody is chosen by an invalid vote."""
    listed = {one.subject.pk: one.satisfied for one in outcomes if one.satisfied is not None}
    if count.faults():
        return
    chosen, tied = scoring.chosen(listed, places)
    for outcome in outcomes:
        outcome.is_chosen = outcome.subject.pk in chosen
        outcome.is_tied = outcome.subject.pk in tied


def _rank(outcomes: Sequence[Outcome], scheme: Scheme, *, by_listed: bool) -> None:
    values = {}
    for outcome in outcomes:
        if outcome.figures is None or outcome.figures.valid < scheme.least_ballots:
            continue
        values[outcome.subject.pk] = (
            Decimal(outcome.satisfied or 0) if by_listed else measured(outcome, scheme.ranked_by)
        )
    ranks = scoring.ranks(values)
    for outcome in outcomes:
        outcome.rank = ranks.get(outcome.subject.pk)
        outcome.ranked = len(ranks) if outcome.rank else None
    if scheme.ranked_in_class:
        for key in {one.subject.unit_class_id for one in outcomes} - {None}:
            like = [one for one in outcomes if one.subject.unit_class_id == key]
            inside = scoring.ranks({one.subject.pk: values.get(one.subject.pk) for one in like})
            for outcome in like:
                outcome.class_rank = inside.get(outcome.subject.pk)
                outcome.class_ranked = len(inside) if outcome.class_rank else None


def _save(count: Count, outcomes: Sequence[Outcome]) -> None:
    count.save(force_insert=True)
    results = Result.objects.bulk_create(
        [_result(count, outcome) for outcome in outcomes], batch_size=BATCH
    )
    pairs = list(zip(results, outcomes, strict=True))
    Tally.objects.bulk_create(
        [
            Tally(result=result, ways=ways, option_id=option, votes=n)
            for result, outcome in pairs
            for ways, votes in outcome.groups.items()
            for option, n in sorted(votes.items(), key=lambda vote: vote[0] or 0)
        ],
        batch_size=BATCH,
    )
    Remark.objects.bulk_create(
        [Remark(result=result, text=text) for result, one in pairs for text in one.remarks],
        batch_size=BATCH,
    )


def _result(count: Count, outcome: Outcome) -> Result:
    figures = outcome.figures
    result = Result(
        count=count,
        subject=outcome.subject,
        is_withheld=figures is None,
        grade=outcome.grade,
        satisfied=outcome.satisfied,
        rank=outcome.rank,
        ranked=outcome.ranked,
        class_rank=outcome.class_rank,
        class_ranked=outcome.class_ranked,
        reaches_target=outcome.reaches_target,
        workload=outcome.workload,
        is_chosen=outcome.is_chosen,
        is_tied=outcome.is_tied,
    )
    if figures:
        result.returned, result.valid = figures.returned, figures.valid
        result.uncounted, result.invalid = figures.uncounted, figures.invalid
        result.score, result.satisfaction = figures.score, figures.satisfaction
        result.spread = figures.spread
    return result
