"""A department's public page: published years alone; and the messages beneath a workload."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from supervision.models import Lineage
from tests.factories import states
from tests.factories.accounts import signed_in
from tests.factories.curves import bureau, make_reported, make_result, make_year, withhold
from tests.factories.listings import export, exported, rows_on, texts_on
from tests.factories.queries import count_queries

pytestmark = pytest.mark.time_machine("2026-11-28 12:00", tick=False)


def page_of(department, **query):
    return Client().get(reverse("supervision:department", args=[department.pk]), query)


def published(cast, year, department, score=80, rank=3, **fields):
    count = make_year(cast, year, state="published", **fields)
    return make_result(count, department, score, rank)


def test_nothing_published_is_no_page(cast):
    department = bureau(cast)
    make_result(make_year(cast, 2025), department)
    make_reported(department, 2024)
    assert page_of(department).status_code == 404


def test_published_years_alone_are_shown(cast):
    department = bureau(cast)
    result = published(cast, 2024, department, "81.25")
    make_result(make_year(cast, 2025), department, "77.77")
    make_reported(department, 2023, "66.66")
    page = page_of(department)
    words = page.content.decode()
    assert "示例局：2024 年加权得分 81.25，没有达到 85" in words
    assert "77.77" not in words
    assert "66.66" not in words
    url = reverse("supervision:announcement", args=[result.count.evaluation_id])
    assert [(p.year, to) for p, to in page.context["rows"]] == [(2024, url)]


@pytest.mark.parametrize(("publishes", "shown"), [(True, True), (False, False)])
def test_ranks_are_shown_only_where_they_were_published(cast, publishes, shown):
    department = bureau(cast)
    published(cast, 2024, department, with_ranks=publishes)
    words = page_of(department).content.decode()
    assert ("第 3／14 名" in words) is shown
    assert ("rank-chart" in words) is shown


def test_nobody_is_flagged_in_public(cast):
    department = bureau(cast)
    for year, (score, rank) in {2023: (95, 1), 2024: (60, 14)}.items():
        published(cast, year, department, score, rank, with_ranks=True)
    words = page_of(department).content.decode()
    assert "下降明显" not in words
    assert "长期靠后" not in words


def test_withheld_results_are_on_no_page(cast):
    department = bureau(cast)
    withhold(published(cast, 2024, department))
    assert page_of(department).status_code == 404


def test_a_renamed_department_leads_to_its_new_page(cast):
    old, new = bureau(cast, "商业局"), bureau(cast, "商务局")
    Lineage.objects.create(predecessor=old, successor=new, kind="renamed", on=date(2025, 3, 1))
    published(cast, 2024, old)
    answer = page_of(old)
    assert answer["Location"] == reverse("supervision:department", args=[new.pk])
    assert "当时叫商业局" in page_of(new).content.decode()


def test_the_page_takes_the_same_queries_for_one_and_for_three(cast):
    first = bureau(cast, "甲局")
    published(cast, 2024, first)
    url = reverse("supervision:department", args=[first.pk])
    one = count_queries(Client(), url)
    for name in ("乙局", "丙局"):
        published(cast, 2023, bureau(cast, name))
    assert count_queries(Client(), url) == one


# beneath a workload ---------------------------------------------------------------------------


def messages_of(user, department, **query):
    url = reverse("office:curve_messages", args=[department.pk])
    return signed_in(user).get(url, query)


def test_a_workload_opens_to_the_messages_it_counts(cast):
    message = states.assigned(cast)
    share = message.assignments.get()
    page = messages_of(cast.quxian, share.department)
    assert [row.message for row in rows_on(page)] == [message]
    assert (page.context["total"], page.context["seen"]) == (1, 1)
    assert texts_on(page)[0][0] == message.number
    assert rows_on(messages_of(cast.quxian, share.department, year="2025")) == []


@pytest.mark.parametrize("year", ["", "x", "1999", "2101", "99999", "-1"])
def test_a_year_that_makes_no_sense_is_this_one(cast, year):
    share = states.assigned(cast).assignments.get()
    page = messages_of(cast.quxian, share.department, year=year)
    assert (rows_on(page), page.context["listing"].year) == ([share], 2026)


def test_a_workbook_of_a_workload_says_of_whom_and_when(cast, client):
    share = states.assigned(cast).assignments.get()
    client.force_login(cast.quxian)
    lead, header, rows = exported(
        client, "workload_messages", "year=2026", str(share.department_id)
    )
    assert lead.endswith(f"，{share.department.name}，2026 年")
    assert header == ["编号", "站点", "交办", "现在", "承办"]
    assert [row[0] for row in rows] == [share.message.number]


def test_what_of_a_workload_is_not_for_these_eyes_is_in_no_workbook(cast, client):
    share = states.assigned(cast).assignments.get()
    for user, status in ((cast.stranger, 404), (cast.bumen, 404), (cast.quxian, 200)):
        client.force_login(user)
        answer = export(client, "workload_messages", "", str(share.department_id))
        page = messages_of(user, share.department)
        assert (answer.status_code, page.status_code) == (status, status)
