"""Congresses, and what elects their people."""

from typing import Any

from representatives.models import Congress, ElectingUnit, ElectoralDistrict
from tests.factories.casework import Cast
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


SAMPLES = {
    "congresses": Sample("office:congresses", another, user="stranger"),
    "districts": Sample("office:congress", district, owner=county, others=1),
    "units": Sample("office:congress", unit, owner=city),
}
