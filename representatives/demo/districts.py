"""Rows for the import of districts and units; and which of them elects whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from areas.models import Area, Installation, Level
from stations.demo.tree import Tree

Row = dict[str, str]

MOST = 3  # representatives of one district (选举法 Art. 25)
TERMS = {"全国": 14, "省": 14, "市": 7, "县": 6, "乡": 5}
# Counties whose terms the article mentions.
COUNTY_TERMS = {"长阳土家族自治县": 10, "秭归县": 19}


@dataclass(frozen=True)
class Ward:
    """A district, or an electing unit, in words of the imports."""

    level: str
    home: Area  # whose congress
    body: str
    areas: tuple[Area, ...]

    @property
    def term(self) -> int:
        return (
            COUNTY_TERMS.get(self.home.name, TERMS["县"])
            if self.level == "县"
            else TERMS[self.level]
        )

    def row(self) -> Row:
        return {
            "人大层级": self.level,
            "人大区划代码": self.home.code,
            "届次": str(self.term),
            "选区或选举单位": self.body,
            "范围区划代码": "、".join(a.code for a in self.areas),
        }

    def seat(self, area: Area) -> Row:
        return {
            "层级": self.level,
            "届次": str(self.term),
            "选区或选举单位": self.body,
            "区划代码": area.code,
        }


class Wards:
    """Units, and districts drawn round the people: one village, with neighbours that have nobody."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.units = list(self._units())
        self.districts: list[Ward] = []

    @property
    def all(self) -> list[Ward]:
        return [*self.units, *self.districts]

    def _units(self) -> Iterator[Ward]:
        root = self.tree.root
        province = Installation.current().province_name or "省"
        yield Ward("全国", root, province, ())
        yield Ward("省", root, root.short_name, (root,))
        for county in self.tree.at(Level.COUNTY):
            if not county.is_function_zone:
                yield Ward("市", root, county.short_name, (county,))

    def draw(self, placed: Sequence[tuple[str, Area]]) -> list[Ward]:
        """The district of each person, given as (level, village)."""
        people: dict[tuple[str, int], list[int]] = defaultdict(list)
        for turn, (level, village) in enumerate(placed):
            people[level, village.pk].append(turn)
        elected: dict[int, Ward] = {}
        for township in self.tree.at(Level.TOWNSHIP):
            county = self.tree.electing_county(township)
            name = f"{township.short_name}第 {{}} 选区"
            elected |= self._draw("县", county, name, township, people)
            if self.tree.is_rural(township):
                elected |= self._draw("乡", township, "第 {} 选区", township, people)
        return [elected[turn] for turn in range(len(placed))]

    def _draw(
        self,
        level: str,
        home: Area,
        name: str,
        township: Area,
        people: Mapping[tuple[str, int], list[int]],
    ) -> dict[int, Ward]:
        elected: dict[int, Ward] = {}
        number = 0
        for share in _shares(self.tree.villages[township.pk], level, people):
            turns = people.get((level, share[0].pk), [])
            parts = max(1, -(-len(turns) // MOST))
            for part in range(parts):
                number += 1
                areas = tuple(share if part == 0 else share[:1])
                ward = Ward(level, home, name.format(number), areas)
                self.districts.append(ward)
                elected |= dict.fromkeys(turns[part::parts], ward)
        return elected

    def unit(self, level: str, area: Area) -> Ward:
        """Which unit elects representatives of ``level`` for an area."""
        name = self.tree.electing_county(area).short_name if level == "市" else ""
        return next(u for u in self.units if u.level == level and (not name or u.body == name))


def _shares(
    villages: list[Area], level: str, people: Mapping[tuple[str, int], list[int]]
) -> list[list[Area]]:
    """Each village with people, followed by its neighbours without."""
    shares: list[list[Area]] = []
    for village in villages:
        if (level, village.pk) in people or not shares:
            shares.append([village])
        else:
            shares[-1].append(village)
    if len(shares) > 1 and (level, shares[0][0].pk) not in people:
        alone = shares.pop(0)
        shares[0] += alone
    return shares
