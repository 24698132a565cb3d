"""The areas a demo uses."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from areas.models import Area, Level
from stations.demo.scale import ASSEMBLY, INSPECTED, SHOWCASE, Scale


class Tree:
    """All areas at hand; of a small demo only the counties of the named places are kept."""

    def __init__(self, scale: Scale) -> None:
        areas = list(Area.objects.all())
        self.root = areas[0]
        self.by_path = {area.path: area for area in areas}
        self.by_pk = {area.pk: area for area in areas}
        self.by_code = {area.code: area for area in areas}
        townships = {a.short_name: a for a in areas if a.level == Level.TOWNSHIP}
        named = [self.county(townships[p]).path for p in (SHOWCASE[0], INSPECTED[0], ASSEMBLY[0])]
        self.areas = [
            area
            for area in areas
            if area.depth > 1 and (scale.whole or area.path[: Area.steplen * 2] in named)
        ]

    def at(self, level: str) -> list[Area]:
        return [area for area in self.areas if area.level == level]

    def above(self, area: Area, level: str) -> Area:
        lineage = [self.by_path[path] for path in area.lineage_paths()]
        return next(a for a in lineage if a.level == level)

    def county(self, area: Area) -> Area:
        return self.above(area, Level.COUNTY)

    def township(self, area: Area) -> Area:
        return self.above(area, Level.TOWNSHIP)

    def electing_county(self, area: Area) -> Area:
        """Whose congress the voters elect: a function zone has none, its streets' code says."""
        if area.level != Level.COUNTY:
            coded = self.township(area).coded_under_id
            return self.by_pk[coded] if coded else self.county(area)
        return area

    def is_rural(self, township: Area) -> bool:
        """Has a township congress: a town or township, no street, mining district or the like."""
        return township.short_name.endswith(("镇", "乡")) and not township.is_quasi_township

    @cached_property
    def villages(self) -> dict[int, list[Area]]:
        """{township: its villages}."""
        found: dict[int, list[Area]] = defaultdict(list)
        for village in self.at(Level.VILLAGE):
            found[self.township(village).pk].append(village)
        return found

    def is_named(self, area: Area, name: tuple[str, str]) -> bool:
        return (
            area.level == Level.VILLAGE
            and area.short_name == name[1]
            and self.township(area).short_name == name[0]
        )
