"""A vote belongs to the congress that runs it: its own term, and those its own people elected."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from representatives.models import Congress, Representative, Term
from supervision.models import Evaluation, Subject
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff
from tests.factories.casework import make_seat, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def street(cast, client):
    """The manager of 云集街道, signed in."""
    client.force_login(make_staff(cast.tree.yunji, username="yunji", role="manager"))
    return client


def at(name, evaluation):
    return reverse(f"office:{name}", args=[evaluation.pk])


def elected(cast, name, area, **fields):
    """A seat of 西陵区's congress (or of ``congress``), whose voters or unit are ``area``."""
    person = Representative.objects.create(name=name, station=cast.station)
    return make_seat(person, area, **{"congress": cast.tree.xiling, "body": name} | fields)


def meeting(cast, area, **fields):
    """Representatives of 西陵区's congress report to voters of ``area``; in preparation."""
    values = {"direction": "voters", "by_account": False, "eligible": 40, "area": area}
    return make.make_evaluation(cast, **values | fields)


def fields_of(cast, area, term, **changes):
    scheme = make.make_scheme(area)
    until = timezone.localtime() + timedelta(days=3)
    return {
        "title": "部门满意度测评",
        "year": str(until.year),
        "area": area.code,
        "term": str(term.pk),
        "direction": "departments",
        "purpose": "rating",
        "scheme": str(scheme.pk),
        "by_paper": "on",
        "closes_at": f"{until:%Y-%m-%dT%H:%M}",
    } | changes


# departments --------------------------------------------------------------------------------------


def test_departments_of_a_township_are_not_rated_by_the_countys_representatives(cast, street):
    term = cast.representative.seats.get().term
    data = fields_of(cast, cast.tree.yunji, term)
    answer = street.post(reverse("office:evaluation_add"), data)
    assert answer.context["form"].errors["term"] == [
        "部门由本级人大的代表测评，届次请选云集街道自己的；没有本级人大的，由上一级组织。"
    ]


def test_departments_of_a_township_are_rated_by_its_own_congress(cast, street):
    congress = Congress.objects.create(level="township", area=cast.tree.yunji, name="云集")
    term = Term.objects.create(congress=congress, number=3)
    street.post(reverse("office:evaluation_add"), fields_of(cast, cast.tree.yunji, term))
    assert Evaluation.objects.get().term == term


def test_the_citys_departments_are_not_rated_by_the_provinces_representatives(cast, client):
    """The congress of the province stands at the city's area."""
    client.force_login(cast.shiji)
    province = Congress.objects.create(level="province", area=cast.tree.city, name="湖北省")
    term = Term.objects.create(congress=province, number=14)
    data = fields_of(cast, cast.tree.city, term)
    answer = client.post(reverse("office:evaluation_add"), data)
    assert list(answer.context["form"].errors) == ["term"]


def test_a_rating_under_another_congress_does_not_open(cast):
    evaluation = make.ready(cast)
    term = elected(cast, "远安代表", cast.tree.fengshan, congress=cast.tree.yuanan).term
    Evaluation.objects.filter(pk=evaluation.pk).update(term=term)
    evaluation.refresh_from_db()
    assert evaluation.obstacles_by_step()["basics"] == [
        "部门由本级人大的代表测评，届次请选西陵区自己的；没有本级人大的，由上一级组织。"
    ]


# voters -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["guoyuanlu", "yunji", "xiling"])
def test_a_township_is_offered_those_whose_district_reaches_into_it(cast, street, where):
    cast.representative.seats.get().district.areas.set([cast.tree.xiba])
    seat = elected(cast, "本地代表", getattr(cast.tree, where))
    elected(cast, "西坝代表", cast.tree.jiajie)
    evaluation = meeting(cast, cast.tree.yunji, term=seat.term)
    assert street.get(at("evaluation_subjects", evaluation)).context["seats"] == [seat]


def test_found_by_name_those_elected_elsewhere_are_not_offered_either(cast, street):
    elected(cast, "西坝代表", cast.tree.jiajie)
    evaluation = meeting(cast, cast.tree.yunji)
    page = street.get(at("evaluation_subjects", evaluation), {"q": "西坝"})
    assert page.context["seats"] == []


def test_those_elected_elsewhere_are_not_put_on_the_ballot(cast, street):
    away, here = elected(cast, "西坝代表", cast.tree.jiajie), cast.representative.seats.get()
    evaluation = meeting(cast, cast.tree.yunji)
    street.post(at("evaluation_add_subjects", evaluation), {"seats": [away.pk, here.pk]})
    assert [one.seat for one in evaluation.subjects.all()] == [here]


def test_the_county_is_offered_all_its_own_representatives(cast, client):
    client.force_login(cast.quxian)
    evaluation = meeting(cast, cast.tree.xiling)
    away = elected(cast, "西坝代表", cast.tree.jiajie)
    units = elected(cast, "单位代表", cast.tree.jiajie)
    units.district.areas.clear()
    seats = [cast.representative.seats.get(), away, units]
    assert client.get(at("evaluation_subjects", evaluation)).context["seats"] == seats


def test_one_elected_by_work_units_reports_where_his_station_is(cast, street):
    evaluation = meeting(cast, cast.tree.yunji)
    here, away = (
        elected(cast, name, cast.tree.jiajie) for name in ("本地单位代表", "外地单位代表")
    )
    for seat in (here, away):
        seat.district.areas.clear()
    away.representative.station = make_station(cast.tree.jiajie, code="S2")
    away.representative.save()
    seats = [cast.representative.seats.get(), here]
    assert street.get(at("evaluation_subjects", evaluation)).context["seats"] == seats


def test_a_street_of_a_function_zone_is_offered_those_its_voters_elect(cast, client):
    client.force_login(make_staff(cast.tree.nanyuan, username="nanyuan", role="manager"))
    cast.representative.seats.get().district.areas.set([cast.tree.xiba])
    seat = elected(cast, "南苑代表", cast.tree.xuetangwan)
    evaluation = meeting(cast, cast.tree.nanyuan)
    assert client.get(at("evaluation_subjects", evaluation)).context["seats"] == [seat]


def test_one_elected_elsewhere_is_named_before_opening(cast):
    evaluation = meeting(cast, cast.tree.yunji)
    seats = [cast.representative.seats.get(), elected(cast, "西坝代表", cast.tree.jiajie)]
    for seat in seats:
        Subject.objects.create(evaluation=evaluation, seat=seat)
    assert evaluation.obstacles_by_step()["subjects"] == [
        "西坝代表不是云集街道选出的代表，请从测评对象里去掉。"
    ]


def test_of_many_elected_elsewhere_three_are_named(cast):
    evaluation = meeting(cast, cast.tree.yunji)
    for name in "甲乙丙丁":
        seat = elected(cast, name, cast.tree.jiajie)
        Subject.objects.create(evaluation=evaluation, seat=seat)
    assert evaluation.obstacles_by_step()["subjects"] == [
        "甲、乙、丙等不是云集街道选出的代表，请从测评对象里去掉。"
    ]


# electing units -----------------------------------------------------------------------------------


def test_a_county_is_offered_those_it_elected_to_the_citys_congress(cast, client):
    client.force_login(cast.quxian)
    city = {"congress": cast.tree.city, "level": "city"}
    own = elected(cast, "西陵选出", cast.tree.xiling, **city)
    elected(cast, "远安选出", cast.tree.yuanan, **city)
    evaluation = make.make_evaluation(cast, direction="unit", term=own.term)
    assert client.get(at("evaluation_subjects", evaluation)).context["seats"] == [own]
