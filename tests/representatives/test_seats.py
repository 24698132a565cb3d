"""Whom a seat is assigned to (分工联系), and so who are 「我的代表」 of an area."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from representatives.models import Congress, ElectingUnit, ElectoralDistrict, Level, Seat, Term
from tests.factories.casework import make_representative, make_seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat(cast):
    return cast.representative.seats.get()


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()
    return True


# who elects whom ------------------------------------------------------------------------------


@pytest.mark.parametrize("level", Level)
def test_the_database_holds_who_elects_each_level(cast, seat, level):
    """选举法 Art. 3: voters the county's and township's, the congress below all others."""
    unit = ElectingUnit.objects.create(level="city", name="西陵区", area=cast.tree.xiling)
    by_district = {"district": seat.district, "unit": None}
    by_unit = {"district": None, "unit": unit}
    right, wrong = (
        (by_district, by_unit) if level in ("county", "township") else (by_unit, by_district)
    )
    mine = Seat.objects.filter(pk=seat.pk)
    assert mine.update(level=level, **right) == 1
    for both_or_other in (wrong, {**by_district, "unit": unit}, {"district": None, "unit": None}):
        assert refused(lambda change=both_or_other: mine.update(level=level, **change))


def test_a_district_of_another_level_is_refused(cast, seat):
    town = Congress.objects.create(level="township", name="鸣凤镇", area=cast.tree.mingfeng)
    term = Term.objects.create(congress=town, number=5)
    seat.district = ElectoralDistrict.objects.create(term=term, level="township", name="第 1 选区")
    with pytest.raises(ValidationError) as said:
        seat.full_clean()
    assert said.value.messages == ["这个选区不属于这一届人民代表大会。"]


def test_a_unit_that_elects_another_level_is_refused(cast):
    seat = make_seat(
        cast.representative,
        cast.tree.xiling,
        level="city",
        term=7,
        body="西陵区",
        congress=cast.tree.city,
    )
    seat.unit = ElectingUnit.objects.create(level="province", name="宜昌市", area=cast.tree.city)
    with pytest.raises(ValidationError) as said:
        seat.full_clean()
    assert said.value.messages == ["这个选举单位不选举这一级代表。"]


@pytest.mark.parametrize("level", ["city", "province", "national"])
def test_only_the_two_lower_levels_have_districts(seat, level):
    assert refused(lambda: ElectoralDistrict.objects.update(level=level))


@pytest.mark.parametrize("level", ["county", "township"])
def test_only_the_three_upper_levels_have_units(level):
    assert refused(lambda: ElectingUnit.objects.create(level=level, name="西陵区"))


def test_a_congress_has_one_current_term(seat):
    congress = seat.term.congress
    assert refused(lambda: Term.objects.create(congress=congress, number=7))
    Term.objects.filter(pk=seat.term_id).update(closed_on=date(2026, 12, 1))
    assert Term.objects.create(congress=congress, number=7) == congress.current_term


def test_a_person_has_one_seat_in_a_term(cast, seat):
    columns = {"term": seat.term, "level": "county", "district": seat.district}
    assert refused(lambda: Seat.objects.create(representative=cast.representative, **columns))


# 「我的代表」 -----------------------------------------------------------------------------------


def names_for(area):
    seats = Seat.objects.active().for_area(area).order_by("pk")
    return [seat.representative.name for seat in seats.select_related("representative")]


@pytest.fixture
def everybody(cast):
    """One person per way to be elected; 秦望舒 of the cast holds 第 1 选区, all of 西陵区."""
    tree, station = cast.tree, cast.station
    Seat.objects.all().delete()
    districts = {
        "果园路代表": (tree.guoyuanlu, {"body": "第 2 选区", "congress": tree.xiling}),
        "云集代表": (tree.yunji, {"body": "第 3 选区", "congress": tree.xiling}),
        "鸣凤代表": (tree.fengshan, {"level": "township", "congress": tree.mingfeng}),
        "西陵选的": (tree.xiling, {"level": "city", "body": "西陵区", "congress": tree.city}),
        "远安选的": (tree.yuanan, {"level": "city", "body": "远安县", "congress": tree.city}),
        "宜昌选的": (tree.city, {"level": "province", "body": "宜昌市"}),
        "湖北选的": (tree.city, {"level": "national", "body": "湖北省"}),
        "部队选的": (tree.city, {"level": "city", "body": "驻宜部队"}),
    }
    for name, (area, seat) in districts.items():
        make_seat(bare(name, station), area, **seat)
    # The province and the army are no areas of the tree.
    ElectingUnit.objects.filter(name__in=["湖北省", "驻宜部队"]).update(area=None)
    return tree


def bare(name, station):
    person = make_representative(name, station)
    person.seats.all().delete()
    return person


def test_a_village_has_those_whose_district_or_unit_holds_it(everybody):
    assert names_for(everybody.guoyuanlu) == [
        "果园路代表",
        "云集代表",
        "西陵选的",
        "宜昌选的",
        "湖北选的",
    ]
    assert names_for(everybody.xiaolinyuan) == ["云集代表", "西陵选的", "宜昌选的", "湖北选的"]
    assert names_for(everybody.fengshan) == ["鸣凤代表", "远安选的", "宜昌选的", "湖北选的"]


def test_a_township_has_the_districts_inside_it_too(everybody):
    assert names_for(everybody.yunji) == [
        "果园路代表",
        "云集代表",
        "西陵选的",
        "宜昌选的",
        "湖北选的",
    ]


def test_a_street_of_a_function_zone_is_elected_in_the_county_of_its_code(everybody):
    assert names_for(everybody.xuetangwan) == ["西陵选的", "宜昌选的", "湖北选的"]


def test_who_no_longer_serves_is_nobodys_representative(everybody):
    seats = Seat.objects.filter(representative__name="云集代表")
    seats.get().end(on=date(2026, 11, 1), reason="resigned")
    assert "云集代表" not in names_for(everybody.xiaolinyuan)
