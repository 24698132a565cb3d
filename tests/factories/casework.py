"""The people and places around a matter, for tests. Nobody here exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model

from accounts.models import User
from casework.actors import Actor
from messages.actors import actor_for
from messages.codes.destination import Recipient
from messages.intake.incoming import Words, submit
from messages.models import Message
from representatives.models import (
    DIRECT,
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    Level,
    MessageCode,
    Representative,
    Seat,
    Term,
)
from stations.models import Department, LiaisonOfficer, Station
from tests.factories.accounts import make_staff, make_user
from tests.factories.areas import Tree, make_tree

VOTER_PHONE = "13900001234"
BODY = "3 号楼门口的路灯坏了三天，晚上看不清台阶，有老人摔过。"
ANSWER = "路灯线路老化，已更换灯头和线缆，当晚恢复照明，并对同一路段的 14 盏灯做了排查。"


Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Cast:
    """One station of 果园路社区 with everybody above it, and a stranger of another county."""

    tree: Tree
    station: Station
    representative: Representative
    code: MessageCode
    officer: LiaisonOfficer
    village_body: Department
    street_office: Department
    county_bureau: Department
    # the accounts
    daibiao: User
    lianluo: User
    cunju: User  # of village_body
    zhanban: User  # of street_office
    bumen: User  # of county_bureau
    jiedao: User  # street office of the congress
    quxian: User
    shiji: User
    stranger: User  # staff of the other county

    def submit(self, **changes: Any) -> Message:
        """A voter's message through the representative's code, read afresh."""
        options = {"key": changes.pop("key", f"key-{Message.objects.count()}")}
        options["keep_from"] = changes.pop("keep_from", False)
        to = changes.pop("to", Recipient(self.station, self.representative, self.code))
        words = Words(**{"body": BODY, "phone": VOTER_PHONE} | changes)
        return Message.objects.get(pk=submit(words, to, **options).pk)

    def actor(self, user: User, message: Message) -> Actor:
        actor = actor_for(user, message)
        assert actor is not None, f"{user} has no part in {message}"
        return actor


def make_station(area: Any, *, code: str = "S1", name: str = "", **fields: Any) -> Station:
    values = {"kind": Station.Kind.STATION, "phone": "0717-0000001"} | fields
    return Station.objects.create(
        code=code, area=area, name=name or f"{area.short_name}代表联络站", **values
    )


def make_department(area: Any, name: str, *members: User) -> Department:
    department = Department.objects.create(name=name, area=area)
    if members:
        department.members.add(*members)
    return department


def make_officer(name: str, *stations: Station, user: User | None = None) -> LiaisonOfficer:
    officer = LiaisonOfficer(name=name, user=user)
    officer.set_phone(f"137{LiaisonOfficer.objects.count():08d}")
    officer.save()
    officer.stations.add(*stations)
    return officer


def make_representative(
    name: str, station: Station, *, user: User | None = None, **fields: Any
) -> Representative:
    """With one active seat in the county congress."""
    person = Representative(name=name, station=station, user=user, **fields)
    person.set_phone(f"136{Representative.objects.count():08d}")
    person.save()
    make_seat(person, station.area.county or station.area)
    return person


def make_seat(
    person: Representative,
    area: Any,
    *,
    level: str = Level.COUNTY,
    term: int = 6,
    body: str = "第 1 选区",
    congress: Any = None,
) -> Seat:
    """An active seat; ``area`` is what the district covers, or the unit's own."""
    home = congress or area
    place = _found_or_made(Congress, {"level": level, "area": home}, name=home.short_name)
    current = _found_or_made(Term, {"congress": place, "number": term})
    seat = Seat(representative=person, term=current, level=level)
    if level in DIRECT:
        district = {"term": current, "name": body}
        seat.district = _found_or_made(ElectoralDistrict, district, level=level)
        seat.district.areas.add(area)
    else:
        seat.unit = _found_or_made(ElectingUnit, {"level": level, "name": body}, area=area)
    seat.clean()  # the database holds the rest
    seat.save()
    return seat


def _found_or_made(model: type[Row], key: dict[str, Any], **defaults: Any) -> Row:
    """``get_or_create`` without its savepoint: half of all tests begin here."""
    rows = model._default_manager
    return rows.filter(**key).first() or rows.create(**key, **defaults)


def make_cast() -> Cast:
    tree = make_tree()
    users = {
        name: make_user(name, name=label)
        for name, label in {
            "daibiao": "秦望舒",
            "lianluo": "周敏",
            "cunju": "社区干事",
            "zhanban": "街道干事",
            "bumen": "局里干事",
        }.items()
    }
    station = make_station(tree.guoyuanlu)
    representative = make_representative("秦望舒", station, user=users["daibiao"])
    return Cast(
        tree=tree,
        station=station,
        representative=representative,
        code=MessageCode.objects.create(representative=representative),
        officer=make_officer("周敏", station, user=users["lianluo"]),
        village_body=make_department(tree.guoyuanlu, "果园路社区居委会", users["cunju"]),
        street_office=make_department(tree.yunji, "云集街道城管办", users["zhanban"]),
        county_bureau=make_department(tree.xiling, "西陵区城市管理局（示例）", users["bumen"]),
        jiedao=make_staff(tree.yunji, username="jiedao", name="街道人大"),
        quxian=make_staff(tree.xiling, username="quxian", name="区人大", role="manager"),
        shiji=make_staff(tree.city, username="shiji", name="市人大", role="manager"),
        stranger=make_staff(tree.yuanan, username="stranger", name="外县人大"),
        **users,
    )
