"""An evaluation is run by an area with an office: a community's would tell nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from supervision.models import Evaluation
from tests.factories import evaluations as make

pytestmark = pytest.mark.django_db


def enter(client, cast, area):
    """A meeting of voters is entered by the city's manager."""
    until = timezone.localtime() + timedelta(days=3)
    scheme = make.make_scheme(cast.tree.city)
    client.force_login(cast.shiji)
    data = {
        "title": "向选民述职测评",
        "year": str(until.year),
        "area": area,
        "direction": "voters",
        "term": str(cast.representative.seats.get().term_id),
        "purpose": "rating",
        "scheme": str(scheme.pk),
        "by_paper": "on",
        "closes_at": f"{until:%Y-%m-%dT%H:%M}",
    }
    return client.post(reverse("office:evaluation_add"), data)


def test_a_community_runs_none_and_its_township_is_named(cast, client):
    answer = enter(client, cast, "果园路社区")
    assert answer.context["form"].errors["area"] == [
        "果园路社区没有人大机构，不能组织测评，请填它所在的云集街道。"
    ]


@pytest.mark.parametrize("code", ["420500", "420502", "420502003"])
def test_a_city_a_county_and_a_township_run_them(cast, client, code):
    enter(client, cast, code)
    assert Evaluation.objects.get().area.code == code


def test_what_to_type_is_explained_with_the_managers_own_area(cast, client):
    client.force_login(cast.quxian)
    page = client.get(reverse("office:evaluation_add"))
    assert page.context["form"]["area"].help_text == (
        "填区划代码或名称，例如：西陵区。填到乡镇（街道）为止，村（社区）不单独组织测评。"
    )
