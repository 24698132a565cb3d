"""Rows for the import of districts and units; and which of them elects whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from areas.models import Area, Installation, Level
from portal.demo.tree import Tree

Row = dict[str, str]

# Villages per district: a township congress's are small, a county's larger in the country.
OF_TOWNSHIP, OF_STREET, OF_COUNTY = 2, 2, 6
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
            "人大层级": self.level, "人大区划代码": self.home.code, "届次": str(self.term),
            "选区或选举单位": self.body, "范围区划代码": "、".join(a.code for a in self.areas),
        }  # fmt: skip

    def seat(self, area: Area) -> Row:
        return {
            "层级": self.level, "届次": str(self.term), "选区或选举单位": self.body,
            "区划代码": area.code,
        }  # fmt: skip


class Wards:
    """Every village lies in one district of its county, and of its township where that elects."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.of_county: dict[int, Ward] = {}  # by village
        self.of_township: dict[int, Ward] = {}
        self.units = list(self._units())
        self.all = [*self.units, *self._districts()]

    def _units(self) -> Iterator[Ward]:
        root = self.tree.root
        province = Installation.current().province_name or "省"
        yield Ward("全国", root, province, ())
        yield Ward("省", root, root.short_name, (root,))
        for county in self.tree.at(Level.COUNTY):
            if not county.is_function_zone:
                yield Ward("市", root, county.short_name, (county,))

    def _districts(self) -> Iterator[Ward]:
        for township in self.tree.at(Level.TOWNSHIP):
            villages = self.tree.villages[township.pk]
            rural = self.tree.is_rural(township)
            county = self.tree.electing_county(township)
            size = OF_COUNTY if rural else OF_STREET
            for number, areas in enumerate(_parts(villages, size), start=1):
                ward = Ward("县", county, f"{township.short_name}第 {number} 选区", areas)
                self.of_county |= dict.fromkeys((a.pk for a in areas), ward)
                yield ward
            if not rural:
                continue
            for number, areas in enumerate(_parts(villages, OF_TOWNSHIP), start=1):
                ward = Ward("乡", township, f"第 {number} 选区", areas)
                self.of_township |= dict.fromkeys((a.pk for a in areas), ward)
                yield ward

    def unit(self, level: str, area: Area) -> Ward:
        """Which unit elects representatives of ``level`` for an area."""
        name = self.tree.electing_county(area).short_name if level == "市" else ""
        return next(u for u in self.units if u.level == level and (not name or u.body == name))


def _parts(villages: list[Area], size: int) -> Iterator[tuple[Area, ...]]:
    """Of about ``size``; a single one left over joins the last."""
    cuts = list(range(0, len(villages), size))
    if len(cuts) > 1 and len(villages) - cuts[-1] == 1:
        cuts.pop()
    ends = [*cuts[1:], len(villages)]
    return (tuple(villages[a:b]) for a, b in zip(cuts, ends, strict=True))
