"""A published rating stands on the representative's own page, and goes with its announcement."""

import pytest
from django.urls import reverse

from supervision.models import Approval
from tests.factories import evaluations as make
from tests.factories.casework import make_cast


@pytest.fixture
def people(db):
    return make_cast()


def rated(people, votes=(20, 2, 1, 0)):
    evaluation = make.make_meeting(people)
    make.enter_paper(evaluation, votes)
    evaluation.close(by=people.quxian)
    evaluation.count(by=people.quxian)
    return evaluation


def publish(evaluation, people):
    make.approve(evaluation, Approval.Act.PUBLISH, people.quxian)
    evaluation.publish(by=people.quxian, with_ranks=False)


def page_of(client, people):
    address = reverse("portal:representative", args=[people.representative.pk])
    return client.get(address).content.decode()


def test_before_publication_there_is_nothing(client, people):
    rated(people)
    assert "述职测评" not in page_of(client, people)


def test_published_it_shows_both_measures_by_name(client, people):
    evaluation = rated(people)
    page_of(client, people)
    publish(evaluation, people)
    html = page_of(client, people)
    assert evaluation.public_url in html
    assert "加权得分 <b>94.35</b>，满意率 <b>95.65%</b>，23 张有效票" in html


def test_a_few_votes_are_no_personal_figure(client, people):
    evaluation = make.make_meeting(people, eligible=10)
    make.enter_paper(evaluation, (6, 1, 0, 0))
    evaluation.close(by=people.quxian)
    evaluation.count(by=people.quxian)
    publish(evaluation, people)
    html = page_of(client, people)
    assert "7 张有效票" in html
    assert "加权得分" not in html


def test_taken_back_it_is_gone_from_the_page(client, people):
    evaluation = rated(people)
    publish(evaluation, people)
    assert "述职测评" in page_of(client, people)
    evaluation.unpublish("有误", by=people.quxian)
    assert "述职测评" not in page_of(client, people)


def test_the_page_asks_nothing_more_for_it(client, people, django_assert_num_queries):
    publish(rated(people), people)
    page_of(client, people)
    with django_assert_num_queries(7):
        page_of(client, people)


def test_the_front_page_leads_to_the_results(client, people):
    assert reverse("supervision:announcements") in client.get("/").content.decode()


def test_the_site_map_names_published_results_alone(client, people):
    shown = make.published(people, ballots=[0] * 5)
    make.counted(people, ballots=[0] * 5)
    content = client.get("/sitemap-results.xml").content.decode()
    assert content.count("<loc>") == 1
    assert shown.public_url in content
