"""A published rating stands on the representative's own page, and goes with its announcement."""

from django.urls import reverse

from supervision.models import Approval
from tests.factories import evaluations as make
from tests.factories.listings import in_one_line


def rated(cast, votes=(20, 2, 1, 0)):
    evaluation = make.make_meeting(cast)
    make.enter_paper(evaluation, votes)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    return evaluation


def publish(evaluation, cast):
    make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
    evaluation.publish(by=cast.quxian, with_ranks=False)


def page_of(client, cast):
    address = reverse("portal:representative", args=[cast.representative.pk])
    return in_one_line(client.get(address))


def test_before_publication_there_is_nothing(client, cast):
    rated(cast)
    assert "述职测评" not in page_of(client, cast)


def test_published_it_shows_both_measures_by_name(client, cast):
    evaluation = rated(cast)
    page_of(client, cast)
    publish(evaluation, cast)
    html = page_of(client, cast)
    assert evaluation.public_url in html
    assert "加权得分 <b>94.35</b>，满意率 <b>95.65%</b>，23 张有效票" in html


def test_a_few_votes_are_no_personal_figure(client, cast):
    evaluation = make.make_meeting(cast, eligible=10)
    make.enter_paper(evaluation, (6, 1, 0, 0))
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    publish(evaluation, cast)
    html = page_of(client, cast)
    assert "7 张有效票" in html
    assert "加权得分" not in html


def test_taken_back_it_is_gone_from_the_page(client, cast):
    evaluation = rated(cast)
    publish(evaluation, cast)
    assert "述职测评" in page_of(client, cast)
    evaluation.unpublish("有误", by=cast.quxian)
    assert "述职测评" not in page_of(client, cast)


def test_the_page_asks_nothing_more_for_it(client, cast, django_assert_num_queries):
    publish(rated(cast), cast)
    page_of(client, cast)
    with django_assert_num_queries(7):
        page_of(client, cast)


def test_the_front_page_leads_to_the_results(client, cast):
    assert reverse("supervision:announcements") in client.get("/").content.decode()


def test_the_site_map_names_published_results_alone(client, cast):
    shown = make.published(cast, ballots=[0] * 5)
    make.counted(cast, ballots=[0] * 5)
    content = client.get("/sitemap-results.xml").content.decode()
    assert content.count("<loc>") == 1
    assert shown.public_url in content
