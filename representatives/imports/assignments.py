"""分工联系: which districts and units there are, what they cover, and whom they elected."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Coalesce

from areas.models import Area
from areas.models import Level as AreaLevel
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import register
from jobs.plans import Existing, Key, Plan, Values
from representatives.congress_book import CongressBook, CongressKey, Place
from representatives.imports.lookups import WithPeople, several
from representatives.imports.roster import LEVELS
from representatives.models import DIRECT, ElectingUnit, ElectoralDistrict, Level, Seat
from stations.imports import OWN_PHONE, pk_of

# The level of the area whose congress it is, and of the units that elect it.
HOMES = {Level.TOWNSHIP: AreaLevel.TOWNSHIP, Level.COUNTY: AreaLevel.COUNTY}
UNITS = {Level.CITY: AreaLevel.COUNTY, Level.PROVINCE: AreaLevel.CITY}


@register
class AssignmentImport(WithPeople):
    """A row with a person says where one of his or her seats belongs; one without defines a place."""

    slug, label = "assignments", "分工联系"
    intro = (
        "每行一个选区（县级、乡级）或选举单位（市级以上），写了姓名的，把这位代表的职务归到这里。"
        "代表职务要先在代表名册里导入。范围留空的，选区的范围不变。"
    )
    columns = (
        Column(
            "人大层级",
            cells.choice(LEVELS),
            required=True,
            field="level",
            example="县",
            help="全国、省、市、县、乡",
        ),
        Column(
            "人大区划代码",
            cells.code(12),
            required=True,
            field="area_code",
            example="420502",
            help="县级填县的，乡级填乡镇的，市级以上填市的",
        ),
        Column("届次", cells.digits(), required=True, field="term", example="6", help="只填数字"),
        Column("选区或选举单位", cells.text(80), required=True, field="body", example="第 12 选区"),
        Column(
            "范围区划代码",
            several(cells.code(12)),
            field="covers",
            empty=(),
            example="420502003004、420502003005",
            help="选区填村（社区）或乡镇，可以几个",
        ),
        Column("姓名", cells.text(40), field="name", help="分到这里的代表，可不填"),
        Column("手机号", cells.phone(), field="phone", help="和姓名一起填", show=OWN_PHONE.show),
    )
    key_fields = ("level", "home_id", "term", "person", "body")
    person_fields = frozenset({"person"})

    @cached_property
    def book(self) -> CongressBook:
        return CongressBook(self.areas.values())

    @cached_property
    def _said(self) -> dict[tuple[Any, ...], tuple[int, ...]]:
        """What the file says a place covers, by the first row that does."""
        return {}

    @cached_property
    def _seats(self) -> frozenset[tuple[Any, ...]]:
        """(level, home, term, person) of the seats that did not end."""
        seats = Seat.objects.exclude(status=Seat.Status.ENDED)
        return frozenset(
            seats.values_list("level", "term__congress__area", "term__number", "representative")
        )

    def check(self, *args: Any, **kwargs: Any) -> Plan:
        for name in ("book", "_said", "_seats"):
            self.__dict__.pop(name, None)  # what they held may have moved on
        return super().check(*args, **kwargs)

    def key(self, values: Values) -> Key:
        place = values["level"], values["home_id"], values["term"]
        return *place, values["person"], "" if values["person"] else values["body"]

    # what is stored ---------------------------------------------------------------------------

    def load_existing(self, scope: list[Area]) -> Existing:
        book = CongressBook(self.areas.values())  # afresh: to see whether anything moved
        existing: dict[Key, Values] = {}
        rows = Seat.objects.filter(term__closed_on=None).values_list(
            "level",
            "term__congress__area",
            "term__number",
            "representative",
            "pk",
            Coalesce("district__name", "unit__name"),
        )
        for level, home, number, person, pk, body in rows:
            existing[level, home, number, person, ""] = {"pk": pk, "body": body}
        terms = {term.pk: (key, term.number) for key, term in book.current_terms.items()}
        for district in ElectoralDistrict.objects.filter(term__closed_on=None):
            (level, home), number = terms[district.term_id]
            existing[level, home, number, None, district.name] = {
                "pk": district.pk,
                "covers": tuple(sorted(book.covered.get(district.pk, ()))),
            }
        for unit in ElectingUnit.objects.all():
            for key, number in terms.values():
                if key[0] == unit.level:
                    covers = (unit.area_id,) if unit.area_id else ()
                    existing[*key, number, None, unit.name] = {"pk": unit.pk, "covers": covers}
        return existing

    # one row ----------------------------------------------------------------------------------

    def clean_row(self, row: Values) -> Values:
        area = self.area_of(row.pop("area_code"))
        level, row["term"] = row["level"], int(row["term"])
        congress = self._congress(level, area)
        self.book.check_term(congress, row["term"])
        row["home_id"] = area.pk
        self._check_body(congress, row["body"])
        row["covers"] = (
            tuple(sorted({self._covered(congress, code).pk for code in row["covers"]})) or None
        )
        if level not in DIRECT and row["covers"] and len(row["covers"]) > 1:
            raise ValidationError("选举单位只有一个区划，范围里写了几个。")
        self._one_range(row)
        row["person"] = self._person(row)
        return row

    def _congress(self, level: str, area: Area) -> CongressKey:
        wanted = HOMES.get(Level(level), AreaLevel.CITY)
        label = Level(level).label
        if area.level != wanted:
            raise ValidationError(
                f"{label}级人大的区划代码应是{wanted.label}的，"
                f"「{area.short_name}」是{area.get_level_display()}。"
            )
        congress = self.book.congress_of(level, area)
        if congress[1] != area.pk or area.is_function_zone:
            raise ValidationError(f"「{area.short_name}」没有{label}级人民代表大会。")
        return congress

    def _check_body(self, congress: CongressKey, body: str) -> None:
        """A district is not taken for a unit, nor a unit of one level for that of another."""
        level, label = congress[0], Level(congress[0]).label
        term = self.book.current_terms.get(congress)
        if level in DIRECT:
            known = term and (term.pk, body) in self.book.districts
            other = next((u for u, name in self.book.units if name == body), None)
            if other and not known:
                raise ValidationError(
                    f"「{body}」是选举{Level(other).label}级代表的单位，{label}级代表由选区选举。"
                )
        elif (level, body) not in self.book.units and any(
            name == body for _, name in self.book.districts
        ):
            raise ValidationError(f"「{body}」是选区，{label}级代表由选举单位选举。")

    def _covered(self, congress: CongressKey, code: str) -> Area:
        """An area the district covers or the unit's own; one of another level is refused."""
        level, label = Level(congress[0]), Level(congress[0]).label
        area = self.areas.get(code)
        if area is None:
            raise ValidationError(f"「范围区划代码」没有区划代码「{code}」。")
        what = f"「{area.short_name}」是{area.get_level_display()}"
        if level not in DIRECT:
            wanted = UNITS.get(level, AreaLevel.CITY)
            if area.is_function_zone:
                raise ValidationError(
                    f"「{area.short_name}」是功能区，没有人民代表大会，不选举代表。"
                )
            if area.level != wanted:
                raise ValidationError(f"选举{label}级代表的单位应是{wanted.label}，{what}。")
            return area
        if area.level not in (AreaLevel.VILLAGE, AreaLevel.TOWNSHIP):
            raise ValidationError(f"选区的范围应是村（社区）或乡镇（街道），{what}。")
        if self.book.congress_of(level, area) != congress:
            name = self.book.name_of(congress)
            raise ValidationError(f"「{area.short_name}」不在{name}，不能划进它的选区。")
        return area

    def _one_range(self, row: Values) -> None:
        place = row["level"], row["home_id"], row["term"], row["body"]
        if row["covers"] and self._said.setdefault(place, row["covers"]) != row["covers"]:
            raise ValidationError(f"「{row['body']}」在前面的行里范围不一样，请改成一致。")

    def _person(self, row: Values) -> int | None:
        name, phone = row.pop("name"), row.pop("phone")
        if not name and not phone:
            return None
        if not (name and phone):
            raise ValidationError("姓名和手机号要一起填。")
        person = self.person_of(phone, name)
        congress = row["level"], row["home_id"]
        if (*congress, row["term"], person.pk) not in self._seats:
            raise ValidationError(
                f"{person.name}没有{self.book.name_of(congress)}第 {row['term']} 届的代表职务，"
                "请先在代表名册里导入。"
            )
        return person.pk

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        changes = {}
        if values["person"] and existing["body"] != values["body"]:
            changes["body"] = (existing["body"], values["body"])
        now = self._stored_range(values)
        if values["covers"] is not None and now != values["covers"]:
            changes["covers"] = (now, values["covers"])
        return changes

    def _stored_range(self, values: Values) -> tuple[int, ...]:
        term = self.book.current_terms.get((values["level"], values["home_id"]))
        if values["level"] not in DIRECT:
            unit = self.book.units.get((values["level"], values["body"]))
            return (unit.area_id,) if unit and unit.area_id else ()
        district = self.book.districts.get((term.pk, values["body"])) if term else None
        return tuple(sorted(self.book.covered.get(district.pk, ()))) if district else ()

    # how it shows -----------------------------------------------------------------------------

    def show(self, name: str, value: Any) -> str:
        if name == "level":
            return next(text for text, level in LEVELS.items() if level == value)
        if name == "covers" and value:
            return "、".join(self.areas_by_id[pk].short_name for pk in value)
        return super().show(name, value)

    def title(self, values: Values) -> str:
        congress = self.book.name_of((values["level"], values["home_id"]))
        who = self.people[values["person"]].name if values["person"] else ""
        return f"{congress}第{values['term']}届 {values['body']} {who}".strip()

    def count(self, scope: list[Area]) -> int:
        districts = ElectoralDistrict.objects.filter(term__closed_on=None)
        return sum(
            districts.filter(area.scope_q("term__congress__area__")).count() for area in scope
        )

    # writing ----------------------------------------------------------------------------------

    def apply(self, plan: Plan) -> None:
        rows = [*plan.new, *plan.changed]
        self.book.enter(_place(row.values) for row in rows)
        ranges: dict[int, tuple[int, ...]] = {}
        units: dict[int, Values] = {}
        for values in (row.values for row in rows if row.values["covers"]):
            columns = self.book.columns_of(_place(values))
            if values["level"] in DIRECT:
                ranges[columns["district"].pk] = values["covers"]  # type: ignore[attr-defined]
            else:
                units[columns["unit"].pk] = {"area_id": values["covers"][0]}  # type: ignore[attr-defined]
        self.book.redraw(ranges)
        update_rows(ElectingUnit.objects.all(), units, ("area_id",))
        seated = [row for row in plan.changed if "body" in row.changes]
        update_rows(
            Seat.objects.all(),
            {pk_of(row): self.book.body_of(_place(row.values)) for row in seated},
            ("district_id", "unit_id"),
        )


def _place(values: Values) -> Place:
    """What a district covers is drawn afterwards, all at once."""
    is_unit = values["level"] not in DIRECT and values["covers"]
    congress = values["level"], values["home_id"]
    return Place(congress, values["term"], values["body"], values["covers"][0] if is_unit else None)
