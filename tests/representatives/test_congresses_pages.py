"""Congresses, their districts and electing units; which areas a district covers."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from representatives.models import Congress, ElectingUnit, ElectoralDistrict, Seat, Term
from tests.factories.casework import make_representative, make_seat
from tests.factories.queries import count_queries

pytestmark = pytest.mark.django_db
LIST = reverse("office:congresses")


@pytest.fixture
def district(cast):
    return ElectoralDistrict.objects.get()


def at(name, pk):
    return reverse(f"office:{name}", args=[pk])


def page(client, url):
    return client.get(url).content.decode()


def test_staff_see_the_congresses_of_their_area(client, cast, district):
    client.force_login(cast.quxian)
    assert "西陵区" in page(client, LIST)
    assert "第 6 届" in page(client, LIST)
    client.force_login(cast.stranger)
    assert "还没有人民代表大会" in page(client, LIST)
    client.force_login(cast.quxian)
    assert "没有找到" in page(client, f"{LIST}?q=远安")


def test_a_congress_shows_its_districts_with_areas_and_people(client, cast, district):
    client.force_login(cast.quxian)
    shown = page(client, at("congress", district.term.congress_id))

    assert "第 1 选区" in shown
    assert "准备换届" in shown
    assert "秦望舒" in page(client, at("district", district.pk))


def test_the_people_of_all_districts_are_added_up(client, cast, district):
    make_representative("何某", cast.station)
    other = ElectoralDistrict.objects.create(term=district.term, level="county", name="第 2 选区")
    Seat.objects.filter(representative__name="何某").update(district=other)
    client.force_login(cast.quxian)
    listing = client.get(at("congress", district.term.congress_id)).context["listing"]

    assert [body.people for body in listing.found] == [1, 1]
    assert listing.totals == {"count": 2, "people": 2}


def test_a_unit_shows_the_people_it_elected(client, cast):
    make_seat(cast.representative, cast.tree.city, level="city", term=7, body="西陵区人大")
    unit = ElectingUnit.objects.get()
    client.force_login(cast.shiji)

    assert "西陵区人大" in page(client, at("congress", Congress.objects.get(level="city").pk))
    assert "秦望舒" in page(client, at("unit", unit.pk))
    client.force_login(cast.quxian)
    assert client.get(at("unit", unit.pk)).status_code == 404


def test_a_manager_says_which_areas_a_district_covers(client, cast, district):
    client.force_login(cast.quxian)
    url = at("district_areas", district.pk)
    assert "果园路社区" in page(client, url)
    chosen = [cast.tree.guoyuanlu.pk, cast.tree.xiba.pk, cast.tree.nanyuan.pk]
    assert client.post(url, {"areas": chosen}).status_code == 302

    assert sorted(area.pk for area in district.areas.all()) == sorted(chosen)
    assert (
        AuditEntry.objects.get().target
        == "西陵区第6届第 1 选区的范围：果园路社区、西坝街道、南苑街道"
    )
    assert Seat.objects.for_area(cast.tree.jiajie).get().representative == cast.representative


def test_areas_of_another_congress_or_level_are_refused_and_the_choice_kept(client, cast, district):
    client.force_login(cast.shiji)
    for area in (cast.tree.fengshan, cast.tree.city, cast.tree.xiling):
        before = sorted(a.pk for a in district.areas.all())
        data = {"areas": [cast.tree.guoyuanlu.pk, area.pk]}
        response = client.post(at("district_areas", district.pk), data)
        assert response.status_code == 422
        assert "不属于这一级人民代表大会" in response.content.decode()
        assert sorted(a.pk for a in district.areas.all()) == before


def test_a_number_too_large_for_an_area_is_refused(client, cast, district):
    client.force_login(cast.shiji)
    response = client.post(at("district_areas", district.pk), {"areas": "9" * 20})
    assert response.status_code == 422
    assert "已经不在了" in response.content.decode()


def test_a_seat_in_a_district_of_another_level_is_refused(cast, district):
    other = make_representative("何某", cast.station)
    make_seat(other, cast.tree.mingfeng, level="township", term=3)
    wrong = Seat(
        representative=other,
        term=Term.objects.get(congress__level="township"),
        level="township",
        district=district,
    )

    with pytest.raises(ValidationError, match="这个选区不属于这一届人民代表大会"):
        wrong.full_clean()


def test_the_districts_of_a_term_that_is_over_stay_as_they_were(client, cast, district):
    Term.objects.filter(pk=district.term_id).update(closed_on="2026-11-01")
    client.force_login(cast.quxian)

    assert "已届满" in page(client, at("district", district.pk))
    assert client.get(at("district_areas", district.pk)).status_code == 404


def test_the_same_queries_for_one_and_three(client, cast, district):
    client.force_login(cast.shiji)
    urls = [LIST, at("congress", district.term.congress_id), at("district", district.pk)]
    one = [count_queries(client, url) for url in urls]
    for n, area in enumerate((cast.tree.mingfeng, cast.tree.hualinsi)):
        person = make_representative(f"覃某{n}", cast.station)
        make_seat(person, area, level="township", term=3)
        more = ElectoralDistrict.objects.create(
            term=district.term, level="county", name=f"第 {n + 2} 选区"
        )
        more.areas.add(cast.tree.xiba)
    assert ElectoralDistrict.objects.filter(term=district.term).count() == 3

    assert [count_queries(client, url) for url in urls] == one
