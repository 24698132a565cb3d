"""What inspections with one score sheet gave, one line each, for a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from areas.models import Area
from casework.states import UNDERTAKING_OPEN
from inspections.models import Finding, Inspection, ScoreSheet

if TYPE_CHECKING:
    from accounts.models import User

BEFORE = ("站点编号", "站点", "所在区划", "督查日期", "督查单位", "督查组", "人数")
AFTER = ("总分", "得分率（%）", "问题", "还没整改", "总体情况")
WIDTHS = (14, 30, 30, 14, 14, 24, 8)
BATCH = 500


class Results:
    """Only stations that ``user`` looks after."""

    def __init__(self, sheet: ScoreSheet, user: User) -> None:
        self.sheet = sheet
        self.items = list(sheet.items.all())
        self.visits = Inspection.objects.looked_after_by(user).filter(sheet=sheet)

    @property
    def header(self) -> tuple[str, ...]:
        items = (f"{item.text}（{item.points}）" for item in self.items)
        return (*BEFORE, *items, *AFTER)

    def total(self) -> int:
        return self.visits.count()

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Oldest first, a batch at a time: five queries for each."""
        last = 0
        while batch := self._batch(last):
            last = batch[-1].pk
            Area.objects.prime_lineage(visit.station.area for visit in batch)
            found = self._findings(batch)
            for visit in batch:
                points = {score.item_id: score.points for score in visit.scores.all()}
                yield (
                    visit.station.code,
                    visit.station.name,
                    visit.station.area.full_name(),
                    visit.day.isoformat(),
                    visit.office.short_name,
                    visit.team,
                    visit.inspectors,
                    *(points.get(item.pk, "") for item in self.items),
                    visit.total,
                    visit.percent,
                    *found.get(visit.pk, (0, 0)),
                    visit.summary,
                )

    def _batch(self, last: int) -> list[Inspection]:
        rows = self.visits.filter(pk__gt=last).with_totals().order_by("pk")
        related = rows.select_related("station__area", "office").prefetch_related("scores")
        return list(related[:BATCH])

    def _findings(self, batch: list[Inspection]) -> dict[int, tuple[int, int]]:
        counts = (
            Finding.objects.filter(inspection__in=batch)
            .order_by()
            .values_list("inspection")
            .annotate(found=Count("pk"), left=Count("pk", filter=Q(state__in=UNDERTAKING_OPEN)))
        )
        return {pk: (found, left) for pk, found, left in counts}
