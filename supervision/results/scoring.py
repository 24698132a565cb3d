"""From votes to figures. Pure functions: no database, no clock, decimals only.

All figures are rounded half up to two places, once, at the end; ranks compare rounded figures,
so that two objects shown with the same figure share a rank. ``verify_ballots.py`` works the
same figures out again by itself.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import isqrt
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Option:
    """What scoring needs of an option; ``weight`` None: handed in, not valid (不了解)."""

    key: int
    weight: Decimal | None
    is_satisfied: bool = False
    is_graded: bool = False


@dataclass(frozen=True)
class Figures:
    """Of one object. ``None`` figures: nothing valid."""

    returned: int
    valid: int
    uncounted: int
    invalid: int
    score: Decimal | None
    satisfaction: Decimal | None
    spread: Decimal | None
    graded_share: Decimal | None


def figures(votes: Mapping[int | None, int], options: Sequence[Option]) -> Figures:
    """``votes`` by option key; None holds the invalid ones.

    score = Σ(weight × votes) ÷ valid; satisfaction = satisfied ÷ valid, in percent; spread is
    the standard deviation of the weights given.
    """
    invalid = votes.get(None, 0)
    uncounted = sum(votes.get(o.key, 0) for o in options if o.weight is None)
    counted = [(o, o.weight, votes.get(o.key, 0)) for o in options if o.weight is not None]
    valid = sum(n for _, _, n in counted)
    returned = valid + uncounted + invalid
    if not valid:
        return Figures(returned, 0, uncounted, invalid, None, None, None, None)
    mean = sum((weight * n for _, weight, n in counted), Decimal(0)) / valid
    return Figures(
        returned,
        valid,
        uncounted,
        invalid,
        score=rounded(mean),
        satisfaction=percent(sum(n for o, _, n in counted if o.is_satisfied), valid),
        spread=_spread([(weight, n) for _, weight, n in counted], valid),
        graded_share=percent(sum(n for o, _, n in counted if o.is_graded), valid),
    )


def _spread(counted: Sequence[tuple[Decimal, int]], valid: int) -> Decimal:
    """√(n·Σw² − (Σw)²) ÷ n in whole hundredths of a point: no square root is cut before rounding."""
    cents = [(int(weight.scaleb(2)), n) for weight, n in counted]
    total = sum(weight * n for weight, n in cents)
    under_root = valid * sum(weight**2 * n for weight, n in cents) - total**2
    return Decimal((isqrt(4 * under_root) + valid) // (2 * valid)).scaleb(-2)


def percent(part: int, whole: int) -> Decimal:
    return rounded(Decimal(100) * part / whole)


def rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def ranks(values: Mapping[Key, Decimal | None]) -> dict[Key, int]:
    """1, 1, 3: equal figures share the better rank; without a figure there is no rank."""
    known = {key: value for key, value in values.items() if value is not None}
    ordered = sorted(known.values(), reverse=True)
    return {key: ordered.index(value) + 1 for key, value in known.items()}


def grade(value: Decimal | None, steps: Sequence[tuple[str, Decimal]]) -> str:
    """The first of (label, at least), best first, that ``value`` reaches; "" for none."""
    if value is None:
        return ""
    return next((label for label, at_least in steps if value >= at_least), "")


def put_together(sizes: Mapping[str, int], smallest: int) -> list[tuple[str, ...]]:
    """Which ways are shown together so that none is below ``smallest`` ballots.

    A way that is too small is joined with the next smallest one: hiding it alone would not do,
    because total minus the others gives it away. Everything together may still be too small;
    that is the caller's to withhold. Ways without ballots are left out.
    """
    groups: list[tuple[int, tuple[str, ...]]] = sorted((n, (way,)) for way, n in sizes.items() if n)
    while len(groups) > 1 and groups[0][0] < smallest:
        (n, first), (m, second), *rest = groups
        groups = sorted([(n + m, tuple(sorted(first + second))), *rest])
    return sorted(ways for _, ways in groups)


def chosen(votes: Mapping[Key, int], places: int) -> tuple[set[Key], set[Key]]:
    """Of a selection: (chosen, tied at the cut). Tied ones are not chosen: vote again on them."""
    ordered = sorted(votes.values(), reverse=True)
    if len(ordered) <= places:
        return set(votes), set()
    last, next_one = ordered[places - 1], ordered[places]
    if last > next_one:
        return {key for key, n in votes.items() if n >= last}, set()
    return {key for key, n in votes.items() if n > last}, {k for k, n in votes.items() if n == last}
