"""How a day that is due is shown: the tone and words of components/due_badge.html."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from areas.calendar import working_days_between
from supervision.states import RectificationState

if TYPE_CHECKING:
    from supervision.models import Rectification

SOON = 3  # working days
TONES = {"late": "late", "soon": "soon", "plain": "plain", "paused": "info", "none": "done"}


@dataclass(frozen=True)
class Due:
    kind: str
    text: str


def due_of(day: date, today: date) -> Due:
    """Of a plain day without a clock."""
    if day < today:
        return Due("late", f"超期 {max(working_days_between(day, today), 1)} 个工作日")
    if day == today:
        return Due("soon", "今天到期")
    left = working_days_between(today, day)
    return Due("soon" if left <= SOON else "plain", f"还剩 {left} 个工作日")


def due_of_rectification(item: Rectification, today: date) -> Due:
    """The clock while it is being mended, else where it stands."""
    if item.state == RectificationState.MENDING:
        return Due(TONES[item.due_tone(today)], item.due_words(today))
    kind = "done" if item.state == RectificationState.DONE else "info"
    return Due(kind, item.get_state_display())
