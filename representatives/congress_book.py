"""All congresses with their terms, districts and units at hand: for imports of many seats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import ValidationError

from areas.models import Area, Installation
from areas.models import Level as AreaLevel
from representatives.models import (
    DIRECT,
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    Level,
    Term,
)

CongressKey = tuple[str, int]  # level, key of the congress's area


@dataclass(frozen=True)
class Place:
    """Where a seat belongs, in words of a roster: ``body`` is the district or electing unit.

    ``area_id`` is an area of it; None where nothing was said of one.
    """

    congress: CongressKey
    term: int
    body: str
    area_id: int | None

    @property
    def level(self) -> str:
        return self.congress[0]

    @property
    def is_direct(self) -> bool:
        return self.level in DIRECT


class CongressBook:
    """Reads everything in five queries, at first use; `enter` writes what is missing in bulk."""

    def __init__(self, areas: Iterable[Area]) -> None:
        self._by_id = {area.pk: area for area in areas}
        self._by_path = {area.path: area for area in self._by_id.values()}
        self._first_terms: dict[CongressKey, int] = {}

    # who is whose congress --------------------------------------------------------------------

    def congress_of(self, level: str, area: Area) -> CongressKey:
        """The congress a seat of this level belongs to, from the area of its district or unit.

        A street has no congress (地方组织法 Art. 59), nor has a function zone: there the
        county counts whose code the street carries. ValidationError where there is none.
        """
        lineage = [self._by_path[path] for path in area.lineage_paths()]
        if level == Level.COUNTY:
            return level, self._county(lineage).pk
        if level == Level.TOWNSHIP:
            return level, self._township(lineage).pk
        return level, lineage[0].pk

    def name_of(self, congress: CongressKey) -> str:
        level, area_id = congress
        if level == Level.NATIONAL:
            return "全国"
        if level == Level.PROVINCE:
            return Installation.current().province_name or "省"
        return self._by_id[area_id].short_name

    def _county(self, lineage: list[Area]) -> Area:
        coded = next((self._by_id[a.coded_under_id] for a in lineage if a.coded_under_id), None)
        county = coded or next((a for a in lineage if a.level == AreaLevel.COUNTY), None)
        if county is None:
            raise ValidationError("县级代表的区划代码应是县（市、区），或它下面的区划。")
        return county

    def _township(self, lineage: list[Area]) -> Area:
        township = next((a for a in lineage if a.level == AreaLevel.TOWNSHIP), None)
        if township is None:
            raise ValidationError("乡级代表的区划代码应是乡镇，或乡镇下面的村。")
        if township.name.endswith("街道"):
            raise ValidationError(f"{township.short_name}是街道，不设人民代表大会，没有乡级代表。")
        return township

    # what is stored ---------------------------------------------------------------------------

    @cached_property
    def congresses(self) -> dict[CongressKey, Congress]:
        return {(c.level, c.area_id): c for c in Congress.objects.all()}

    @cached_property
    def current_terms(self) -> dict[CongressKey, Term]:
        terms = Term.objects.current().select_related("congress")
        return {(t.congress.level, t.congress.area_id): t for t in terms}

    @cached_property
    def districts(self) -> dict[tuple[int, str], ElectoralDistrict]:
        """Of the current terms, by term and name."""
        rows = ElectoralDistrict.objects.filter(term__closed_on=None)
        return {(d.term_id, d.name): d for d in rows}

    @cached_property
    def covered(self) -> dict[int, frozenset[int]]:
        """{district: keys of its areas}, of the current terms."""
        links = ElectoralDistrict.areas.through.objects.filter(
            electoraldistrict__term__closed_on=None
        )
        found: dict[int, set[int]] = defaultdict(set)
        for district, area in links.values_list("electoraldistrict", "area"):
            found[district].add(area)
        return {district: frozenset(areas) for district, areas in found.items()}

    @cached_property
    def units(self) -> dict[tuple[str, str], ElectingUnit]:
        return {(u.level, u.name): u for u in ElectingUnit.objects.all()}

    def check_term(self, congress: CongressKey, number: int) -> None:
        """ValidationError when a roster is of another term than the congress's current one."""
        if not 1 <= number <= 99:
            raise ValidationError("「届次」应在 1 到 99 之间。")
        current = self.current_terms.get(congress)
        if current is None:
            first = self._first_terms.setdefault(congress, number)
            if first != number:
                name = self.name_of(congress)
                raise ValidationError(f"{name}在前面的行里是第 {first} 届，请改成一致。")
        elif current.number != number:
            raise ValidationError(
                f"{self.name_of(congress)}现在是第 {current.number} 届；新一届请用「换届」办理。"
            )

    # writing ----------------------------------------------------------------------------------

    def enter(self, places: Iterable[Place]) -> None:
        """Create what the places name and nobody has stored yet; inside a transaction."""
        wanted = list(dict.fromkeys(places))
        self._enter_congresses(wanted)
        self._enter_terms(wanted)
        self._enter_units([place for place in wanted if not place.is_direct])
        self._enter_districts([place for place in wanted if place.is_direct])

    def columns_of(self, place: Place) -> dict[str, object]:
        """What a seat stores of its place, after `enter`."""
        term = self.current_terms[place.congress]
        columns: dict[str, object] = {"term": term, "level": place.level}
        if place.is_direct:
            return columns | {"district": self.districts[term.pk, place.body], "unit": None}
        return columns | {"district": None, "unit": self.units[place.level, place.body]}

    def body_of(self, place: Place) -> dict[str, int | None]:
        """The two columns of a seat that say who elected it, after `enter`."""
        columns = self.columns_of(place)
        return {f"{name}_id": getattr(columns[name], "pk", None) for name in ("district", "unit")}

    def _enter_congresses(self, places: list[Place]) -> None:
        missing = dict.fromkeys(p.congress for p in places if p.congress not in self.congresses)
        rows = [
            Congress(level=level, area_id=area, name=self.name_of((level, area)))
            for level, area in missing
        ]
        for congress in Congress.objects.bulk_create(rows, batch_size=1000):
            self.congresses[congress.level, congress.area_id] = congress

    def _enter_terms(self, places: list[Place]) -> None:
        missing = {p.congress: p.term for p in places if p.congress not in self.current_terms}
        rows = [
            Term(congress=self.congresses[congress], number=number)
            for congress, number in missing.items()
        ]
        for term in Term.objects.bulk_create(rows, batch_size=1000):
            self.current_terms[term.congress.level, term.congress.area_id] = term

    def _enter_units(self, places: list[Place]) -> None:
        missing: dict[tuple[str, str], int | None] = {}
        for place in places:
            key = place.level, place.body
            if key not in self.units:
                missing[key] = missing.get(key) or place.area_id
        rows = [
            ElectingUnit(level=level, name=name, area_id=area)
            for (level, name), area in missing.items()
        ]
        for unit in ElectingUnit.objects.bulk_create(rows, batch_size=1000):
            self.units[unit.level, unit.name] = unit

    def _enter_districts(self, places: list[Place]) -> None:
        terms = {place: self.current_terms[place.congress] for place in places}
        missing = {
            (terms[p].pk, p.body): p for p in places if (terms[p].pk, p.body) not in self.districts
        }
        rows = [
            ElectoralDistrict(term=terms[place], level=place.level, name=place.body)
            for place in missing.values()
        ]
        for district in ElectoralDistrict.objects.bulk_create(rows, batch_size=1000):
            self.districts[district.term_id, district.name] = district
        self._cover(
            (self.districts[terms[place].pk, place.body].pk, place.area_id)
            for place in places
            if place.area_id
        )

    def _cover(self, links: Iterable[tuple[int, int]]) -> None:
        """Districts cover areas, beside those they cover already."""
        through = ElectoralDistrict.areas.through
        through.objects.bulk_create(
            [
                through(electoraldistrict_id=district, area_id=area)
                for district, area in sorted(set(links))
                if area not in self.covered.get(district, ())
            ],
            batch_size=1000,
        )

    def redraw(self, ranges: Mapping[int, Collection[int]]) -> None:
        """Each of these districts covers exactly these areas from now on; once per transaction."""
        gone = {
            (district, area)
            for district, areas in ranges.items()
            for area in self.covered.get(district, frozenset()) - set(areas)
        }
        through = ElectoralDistrict.areas.through
        if gone:
            rows = through.objects.filter(electoraldistrict__term__closed_on=None).values_list(
                "pk", "electoraldistrict", "area"
            )
            pks = [pk for pk, district, area in rows if (district, area) in gone]
            for start in range(0, len(pks), 500):
                through.objects.filter(pk__in=pks[start : start + 500]).delete()
        self._cover((d, area) for d, areas in ranges.items() for area in areas)
        self.__dict__.pop("covered", None)
