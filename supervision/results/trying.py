"""A scheme tried on ballots that were counted under another one: what would have come out.

Nothing is written. What was withheld stays withheld: there are no tallies to work with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from supervision.models import Count, Measure, Result, Scheme, SchemeOption
from supervision.results import scoring


@dataclass(frozen=True)
class Tried:
    """One object under the old scheme and under the candidate. ``new`` None: withheld."""

    result: Result
    new: scoring.Figures | None
    old_rank: int | None
    new_rank: int | None

    @property
    def rises(self) -> int | None:
        """Places up (negative: down)."""
        if self.old_rank is None or self.new_rank is None:
            return None
        return self.old_rank - self.new_rank

    @property
    def change(self) -> str:
        if self.rises is None:
            return "—"
        if self.rises == 0:
            return "不变"
        return f"上升 {self.rises} 名" if self.rises > 0 else f"下降 {-self.rises} 名"


def mismatch(old: Iterable[SchemeOption], new: Iterable[SchemeOption]) -> str:
    """Why the ballots can't be read under the new options; "" when they can."""
    was, now = {o.label for o in old}, {o.label for o in new}
    if was == now:
        return ""
    parts = []
    if gone := sorted(was - now):
        parts.append(f"当年的选项{_quoted(gone)}在这个方案里没有")
    if added := sorted(now - was):
        parts.append(f"这个方案的选项{_quoted(added)}当年没有")
    return "，".join(parts) + "。选项对不上，不能试算。"


def _quoted(labels: Sequence[str]) -> str:
    return "".join(f"「{label}」" for label in labels)


def try_on(count: Count, old: Scheme, scheme: Scheme) -> list[Tried]:
    """In the order of the ballot; the options of the two schemes correspond by label. 3 queries."""
    options = list(scheme.options.all())
    parts = [scoring.Option(o.pk, o.weight, o.is_satisfied, o.is_graded) for o in options]
    by_label = {o.label: o.pk for o in options}
    rows = count.results.select_related("subject__unit_class", "subject__department")
    results = list(rows.prefetch_related("tallies__option").order_by("subject__position", "pk"))
    figures: dict[int, scoring.Figures | None] = {}
    for result in results:
        votes: dict[int | None, int] = {}
        for tally in result.tallies.all():
            key = by_label[tally.option.label] if tally.option else None
            votes[key] = votes.get(key, 0) + tally.votes
        hidden = result.is_withheld or sum(votes.values()) < scheme.smallest_group
        figures[result.pk] = None if hidden else scoring.figures(votes, parts)
    ranked = _ranks(results, figures, scheme)
    return [
        Tried(
            result,
            figures[result.pk],
            result.class_rank if old.ranked_in_class else result.rank,
            ranked.get(result.pk),
        )
        for result in results
    ]


def _ranks(
    results: Sequence[Result], figures: dict[int, scoring.Figures | None], scheme: Scheme
) -> dict[int, int]:
    values: dict[int | None, dict[int, Decimal | None]] = {}
    for result in results:
        found = figures[result.pk]
        if found is None or found.valid < scheme.least_ballots:
            continue
        group = result.subject.unit_class_id if scheme.ranked_in_class else None
        if scheme.ranked_in_class and group is None:
            continue
        value = found.score if scheme.ranked_by == Measure.SCORE else found.satisfaction
        values.setdefault(group, {})[result.pk] = value
    return {key: rank for group in values.values() for key, rank in scoring.ranks(group).items()}
