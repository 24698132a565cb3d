"""Congresses, and what elects their people."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from representatives.models import (
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    PublicationFreeze,
    Seat,
)
from tests.factories.casework import Cast, make_representative, make_seat
from tests.office.lists.samples.sample import Sample

LEVELS = ("county", "city", "province")


def county(cast: Cast) -> Congress:
    return Congress.objects.get(level="county", area=cast.tree.xiling)


def city(cast: Cast) -> Congress:
    found, _ = Congress.objects.get_or_create(level="city", area=cast.tree.city, name="宜昌市")
    return found


def another(cast: Cast, n: int) -> Congress:
    return Congress.objects.create(level=LEVELS[n], area=cast.tree.yuanan, name=f"远安县 {n}")


def district(cast: Cast, n: int) -> Any:
    term = county(cast).current_term
    return ElectoralDistrict.objects.create(term=term, level="county", name=f"第 {n + 2} 选区")


def unit(cast: Cast, n: int) -> ElectingUnit:
    city(cast)
    return ElectingUnit.objects.create(level="city", name=f"单位 {n}", area=cast.tree.xiling)


def first_district(cast: Cast) -> Any:
    return ElectoralDistrict.objects.get(term=county(cast).current_term, name="第 1 选区")


def city_unit(cast: Cast) -> ElectingUnit:
    return ElectingUnit.objects.first() or unit(cast, 0)


def elected_by_unit(cast: Cast, n: int) -> Seat:
    person = make_representative(f"代表{n}", cast.station, pinyin=f"daibiao {n}")
    return make_seat(person, cast.tree.city, level="city", body="单位 0")


def frozen(cast: Cast, n: int) -> PublicationFreeze:
    today = timezone.localdate()
    return PublicationFreeze.objects.create(
        congress=another(cast, n),
        starts_on=today,
        ends_on=today + timedelta(days=n + 1),
        reason="换届选举",
        created_by=cast.stranger,
    )


SAMPLES = {
    "congresses": Sample("office:congresses", another, user="stranger"),
    "districts": Sample("office:congress", district, owner=county, others=1),
    "district_seats": Sample(
        "office:district",
        lambda cast, n: make_representative(f"代表{n}", cast.station, pinyin=f"daibiao {n}"),
        owner=first_district,
        others=1,
    ),
    "freezes": Sample("office:freezes", frozen, user="stranger"),
    "unit_seats": Sample("office:unit", elected_by_unit, owner=city_unit),
    "units": Sample("office:congress", unit, owner=city),
}
