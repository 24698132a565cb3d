"""The roster of representatives."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from accounts.phones import phone_index
from areas.models import Area
from areas.names import office_name
from jobs import cells
from jobs.bulk import update_rows
from jobs.columns import Column
from jobs.imports import register
from jobs.plans import Existing, Key, Plan, PlannedRow, Values
from representatives.codes import issue_missing_codes
from representatives.congress_book import CongressBook, Place
from representatives.models import DIRECT, Level, Representative, Seat
from representatives.names import pinyin_of
from stations.imports import AREA_CODE, OWN_PHONE, STATION_CODE, WithStations, pk_of

LEVELS = {
    "全国": Level.NATIONAL,
    "省": Level.PROVINCE,
    "市": Level.CITY,
    "县": Level.COUNTY,
    "乡": Level.TOWNSHIP,
}
SEXES = {"男": Representative.Sex.MALE, "女": Representative.Sex.FEMALE}
YES_NO = {"是": True, "否": False}
PERSON = ("sex", "ethnicity", "is_party_member", "post", "bio", "station_id", "public_phone")

NOT_YOURS = (
    "这位代表（姓名、手机号相同）现在在别的地区的站点，不在您管理的范围里。"
    "请上一级导入，或者核对姓名和手机号。"
)

PersonKey = tuple[str, str]  # name, phone index


@register
class RepresentativeImport(WithStations):
    """One row per seat; rows with the same name and phone are one person.

    The status of a seat is never touched: who ended it had a reason, and an old file must not
    bring anybody back.
    """

    slug, label = "representatives", "代表"
    intro = (
        "每行一个代表职务。姓名和手机号都相同的是同一位代表，可以有几级职务。"
        "已经终止的职务不会因为再次导入而恢复。"
    )
    columns = (
        Column("姓名", cells.text(40), required=True, field="name", example="示例代表"),
        Column("性别", cells.choice(SEXES), field="sex", example="女"),
        Column("民族", cells.text(20), field="ethnicity", example="土家族"),
        Column(
            "中共党员",
            cells.choice(YES_NO),
            field="is_party_member",
            empty=False,
            example="是",
            help="是或否，只有工作人员看得到",
        ),
        OWN_PHONE,
        Column("单位职务", cells.text(80), field="post"),
        Column("简介", cells.text(1000), field="bio"),
        Column(
            "层级",
            cells.choice(LEVELS),
            required=True,
            field="level",
            example="县",
            help="全国、省、市、县、乡",
        ),
        Column("届次", cells.digits(), required=True, field="term", example="6", help="只填数字"),
        Column(
            "选区或选举单位",
            cells.text(80),
            required=True,
            field="electing_body",
            example="第 12 选区",
        ),
        AREA_CODE,
        STATION_CODE,
        Column("公示电话", cells.phone(), field="public_phone", help="可以公开的电话"),
    )
    key_fields = ("name", "phone_index", "level", "home_id", "term")
    ignored_fields: ClassVar = frozenset({"phone", "area_id"})

    @cached_property
    def book(self) -> CongressBook:
        return CongressBook(self.areas.values())

    @cached_property
    def _out_of_reach(self) -> frozenset[PersonKey]:
        """Persons at stations of others: a row would move them here, with account and code."""
        beyond = {area.pk for area in self.areas.values() if not self.allows(area)}
        people = Representative.objects.values_list("name", "phone_index", "station__area")
        return frozenset((name, index) for name, index, area in people if area in beyond)

    def load_existing(self, scope: list[Area]) -> Existing:
        person = {name: f"representative__{name}" for name in ("name", "phone_index", *PERSON)}
        rows = Seat.objects.values_list(
            "pk",
            "level",
            "term__congress__area",
            "term__number",
            "district",
            "district__name",
            "unit__name",
            *person.values(),
        )
        existing: dict[Key, Values] = {}
        for pk, level, home, number, district, body, unit, name, index, *values in rows:
            existing[name, index, level, home, number] = {
                "pk": pk,
                "electing_body": body or unit,
                "covers": tuple(sorted(self.book.covered.get(district, ()))),
                **dict(zip(PERSON, values, strict=True)),
            }
        return existing

    def clean_row(self, row: Values) -> Values:
        area = self.area_of(row.pop("area_code"))
        station = self.station_of(row.pop("station_code"))
        row["term"] = int(row["term"])
        congress = self.book.congress_of(row["level"], area)
        self.book.check_term(congress, row["term"])
        row |= {
            "area_id": area.pk,
            "station_id": station.pk,
            "home_id": congress[1],
            "phone_index": phone_index(row["phone"]),
        }
        if (row["name"], row["phone_index"]) in self._out_of_reach:
            raise ValidationError(NOT_YOURS)
        self._one_person(row)
        return row

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        """A district that does not cover the row's area yet will cover it too."""
        changes = super().differences(values, existing)
        covers = existing["covers"]
        if values["level"] in DIRECT and not changes and values["area_id"] not in covers:
            changes["area_id"] = (None, values["area_id"])
        return changes

    @cached_property
    def _accounts_beyond(self) -> frozenset[PersonKey]:
        people = Representative.objects.filter(user__in=self.accounts_beyond)
        return frozenset(people.values_list("name", "phone_index"))

    def whose(self, values: Values) -> str:
        home = self.areas_by_id[values["home_id"]]
        if not self.allows(home):
            level = Level(values["level"]).label
            return f"{level}级代表职务由{office_name(home)}办理，请由他们导入。"
        if (values["name"], values["phone_index"]) in self._accounts_beyond:
            return "这位代表的账号还能办您管理范围以外的事，请上一级导入。"
        return ""

    @cached_property
    def _people(self) -> dict[PersonKey, Values]:
        """What the file says of each person, by the first row that names him or her."""
        return {}

    def _one_person(self, row: Values) -> None:
        said = {name: row[name] for name in PERSON}
        first = self._people.setdefault((row["name"], row["phone_index"]), said)
        differing = [self.heading(name) for name in PERSON if first[name] != said[name]]
        if differing:
            raise ValidationError(
                f"同一位代表（姓名、手机号相同）在前面的行里「{'、'.join(differing)}」不一样，请改成一致。"
            )

    def check(self, *args: Any, **kwargs: Any) -> Plan:
        self._people.clear()
        for name in ("book", "_out_of_reach", "_accounts_beyond"):
            self.__dict__.pop(name, None)  # what they held may have moved on
        return super().check(*args, **kwargs)

    def heading(self, name: str) -> str:
        return {"station_id": "站点", "area_id": "区划"}.get(name) or super().heading(name)

    def show(self, name: str, value: Any) -> str:
        if name == "level":
            return next((text for text, level in LEVELS.items() if level == value), str(value))
        if name == "station_id":
            return next((s.name for s in self.stations.values() if s.pk == value), "")
        if name == "area_id":
            return next((a.short_name for a in self.areas.values() if a.pk == value), "（空）")
        if name == "sex" and value:
            return str(Representative.Sex(value).label)
        return super().show(name, value)

    def title(self, values: Values) -> str:
        congress = self.book.name_of((values["level"], values["home_id"]))
        return f"{values['name']} {congress}第{values['term']}届"

    # writing ----------------------------------------------------------------------------------

    def apply(self, plan: Plan) -> None:
        ids = self._person_ids()
        said = [name for name in PERSON if name not in self.absent]
        known = [row for row in [*plan.new, *plan.changed] if _person(row) in ids]
        ids |= self._create_people(row for row in plan.new if _person(row) not in ids)
        update_rows(
            Representative.objects.all(),
            {ids[_person(row)]: {name: row.values[name] for name in said} for row in known},
            said,
        )
        seated = [row for row in plan.changed if row.changes.keys() & {"electing_body", "area_id"}]
        self.book.enter(_place(row) for row in [*plan.new, *seated])
        Seat.objects.bulk_create(
            [
                Seat(representative_id=ids[_person(row)], **self.book.columns_of(_place(row)))
                for row in plan.new
            ],
            batch_size=1000,
        )
        update_rows(
            Seat.objects.all(),
            {pk_of(row): self.book.body_of(_place(row)) for row in seated},
            ("district_id", "unit_id"),
        )
        issue_missing_codes("representative")

    def _person_ids(self) -> dict[PersonKey, int]:
        rows = Representative.objects.values_list("name", "phone_index", "pk")
        return {(name, index): pk for name, index, pk in rows}

    def _create_people(self, rows: Iterable[PlannedRow]) -> dict[PersonKey, int]:
        people = {_person(row): row.values for row in rows}
        created = Representative.objects.bulk_create(
            [
                Representative(
                    name=values["name"],
                    pinyin=pinyin_of(values["name"]),
                    phone=values["phone"],
                    phone_index=values["phone_index"],
                    **{name: values[name] for name in PERSON},
                )
                for values in people.values()
            ],
            batch_size=1000,
        )
        return {(person.name, person.phone_index): person.pk for person in created}

    def count(self, scope: list[Area]) -> int:
        return sum(Representative.objects.within(area).serving().count() for area in scope)


def _person(row: PlannedRow) -> PersonKey:
    return row.values["name"], row.values["phone_index"]


def _place(row: PlannedRow) -> Place:
    values = row.values
    congress = values["level"], values["home_id"]
    return Place(congress, values["term"], values["electing_body"], values["area_id"])
