"""A vote belongs to the congress that runs it: its own term, and those its own people elected."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from representatives.models import Congress, Representative, Term
from supervision.models import Evaluation, Subject
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff
from tests.factories.casework import make_cast, make_seat, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_cast()


@pytest.fixture
def street(people, client):
    """The manager of 云集街道, signed in."""
    client.force_login(make_staff(people.tree.yunji, username="yunji", role="manager"))
    return client


def at(name, evaluation):
    return reverse(f"office:{name}", args=[evaluation.pk])


def elected(people, name, area, **fields):
    """A seat of 西陵区's congress (or of ``congress``), whose voters or unit are ``area``."""
    person = Representative.objects.create(name=name, station=people.station)
    return make_seat(person, area, **{"congress": people.tree.xiling, "body": name} | fields)


def meeting(people, area, **fields):
    """Representatives of 西陵区's congress report to voters of ``area``; in preparation."""
    values = {"direction": "voters", "by_account": False, "eligible": 40, "area": area}
    return make.make_evaluation(people, **values | fields)


def fields_of(people, area, term, **changes):
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


def test_departments_of_a_township_are_not_rated_by_the_countys_representatives(people, street):
    term = people.representative.seats.get().term
    data = fields_of(people, people.tree.yunji, term)
    answer = street.post(reverse("office:evaluation_add"), data)
    assert answer.context["form"].errors["term"] == [
        "部门由本级人大的代表测评，届次请选云集街道自己的；没有本级人大的，由上一级组织。"
    ]


def test_departments_of_a_township_are_rated_by_its_own_congress(people, street):
    congress = Congress.objects.create(level="township", area=people.tree.yunji, name="云集")
    term = Term.objects.create(congress=congress, number=3)
    street.post(reverse("office:evaluation_add"), fields_of(people, people.tree.yunji, term))
    assert Evaluation.objects.get().term == term


def test_the_citys_departments_are_not_rated_by_the_provinces_representatives(people, client):
    """The congress of the province stands at the city's area."""
    client.force_login(people.shiji)
    province = Congress.objects.create(level="province", area=people.tree.city, name="湖北省")
    term = Term.objects.create(congress=province, number=14)
    data = fields_of(people, people.tree.city, term)
    answer = client.post(reverse("office:evaluation_add"), data)
    assert list(answer.context["form"].errors) == ["term"]


def test_a_rating_under_another_congress_does_not_open(people):
    evaluation = make.ready(people)
    term = elected(people, "远安代表", people.tree.fengshan, congress=people.tree.yuanan).term
    Evaluation.objects.filter(pk=evaluation.pk).update(term=term)
    evaluation.refresh_from_db()
    assert evaluation.obstacles_by_step()["basics"] == [
        "部门由本级人大的代表测评，届次请选西陵区自己的；没有本级人大的，由上一级组织。"
    ]


# voters -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["guoyuanlu", "yunji", "xiling"])
def test_a_township_is_offered_those_whose_district_reaches_into_it(people, street, where):
    people.representative.seats.get().district.areas.set([people.tree.xiba])
    seat = elected(people, "本地代表", getattr(people.tree, where))
    elected(people, "西坝代表", people.tree.jiajie)
    evaluation = meeting(people, people.tree.yunji, term=seat.term)
    assert street.get(at("evaluation_subjects", evaluation)).context["seats"] == [seat]


def test_found_by_name_those_elected_elsewhere_are_not_offered_either(people, street):
    elected(people, "西坝代表", people.tree.jiajie)
    evaluation = meeting(people, people.tree.yunji)
    page = street.get(at("evaluation_subjects", evaluation), {"q": "西坝"})
    assert page.context["seats"] == []


def test_those_elected_elsewhere_are_not_put_on_the_ballot(people, street):
    away, here = elected(people, "西坝代表", people.tree.jiajie), people.representative.seats.get()
    evaluation = meeting(people, people.tree.yunji)
    street.post(at("evaluation_add_subjects", evaluation), {"seats": [away.pk, here.pk]})
    assert [one.seat for one in evaluation.subjects.all()] == [here]


def test_the_county_is_offered_all_its_own_representatives(people, client):
    client.force_login(people.quxian)
    evaluation = meeting(people, people.tree.xiling)
    away = elected(people, "西坝代表", people.tree.jiajie)
    units = elected(people, "单位代表", people.tree.jiajie)
    units.district.areas.clear()
    seats = [people.representative.seats.get(), away, units]
    assert client.get(at("evaluation_subjects", evaluation)).context["seats"] == seats


def test_one_elected_by_work_units_reports_where_his_station_is(people, street):
    evaluation = meeting(people, people.tree.yunji)
    here, away = (
        elected(people, name, people.tree.jiajie) for name in ("本地单位代表", "外地单位代表")
    )
    for seat in (here, away):
        seat.district.areas.clear()
    away.representative.station = make_station(people.tree.jiajie, code="S2")
    away.representative.save()
    seats = [people.representative.seats.get(), here]
    assert street.get(at("evaluation_subjects", evaluation)).context["seats"] == seats


def test_a_street_of_a_function_zone_is_offered_those_its_voters_elect(people, client):
    client.force_login(make_staff(people.tree.nanyuan, username="nanyuan", role="manager"))
    people.representative.seats.get().district.areas.set([people.tree.xiba])
    seat = elected(people, "南苑代表", people.tree.xuetangwan)
    evaluation = meeting(people, people.tree.nanyuan)
    assert client.get(at("evaluation_subjects", evaluation)).context["seats"] == [seat]


def test_one_elected_elsewhere_is_named_before_opening(people):
    evaluation = meeting(people, people.tree.yunji)
    seats = [people.representative.seats.get(), elected(people, "西坝代表", people.tree.jiajie)]
    for seat in seats:
        Subject.objects.create(evaluation=evaluation, seat=seat)
    assert evaluation.obstacles_by_step()["subjects"] == [
        "西坝代表不是云集街道选出的代表，请从测评对象里去掉。"
    ]


def test_of_many_elected_elsewhere_three_are_named(people):
    evaluation = meeting(people, people.tree.yunji)
    for name in "甲乙丙丁":
        seat = elected(people, name, people.tree.jiajie)
        Subject.objects.create(evaluation=evaluation, seat=seat)
    assert evaluation.obstacles_by_step()["subjects"] == [
        "甲、乙、丙等不是云集街道选出的代表，请从测评对象里去掉。"
    ]


# electing units -----------------------------------------------------------------------------------


def test_a_county_is_offered_those_it_elected_to_the_citys_congress(people, client):
    client.force_login(people.quxian)
    city = {"congress": people.tree.city, "level": "city"}
    own = elected(people, "西陵选出", people.tree.xiling, **city)
    elected(people, "远安选出", people.tree.yuanan, **city)
    evaluation = make.make_evaluation(people, direction="unit", term=own.term)
    assert client.get(at("evaluation_subjects", evaluation)).context["seats"] == [own]
