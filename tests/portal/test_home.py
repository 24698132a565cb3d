"""/: what the city has, where I live, what was answered."""

import pytest

from tests.factories.casework import make_cast
from tests.factories.public import html_of, publish, withdraw


@pytest.fixture
def cast(db):
    return make_cast()


def test_the_front_page_counts_what_is_there_and_says_when(client, cast):
    html = html_of(client, "/")
    assert "有事，找身边的" in html
    assert "<b>西陵区</b>站点 1<br>代表 1" in html
    assert "<b>远安县</b>站点 0<br>代表 0" in html
    assert "截至" in html


def test_no_share_of_satisfied_people_below_ten(client, cast):
    assert "满意和基本满意" not in html_of(client, "/")


def test_the_front_page_shows_the_newest_answers_in_public(client, cast):
    kept = publish(cast, "公开的一件")
    withdraw(publish(cast, "撤下的一件", body="另一件"), cast)
    html = html_of(client, "/")
    assert kept.title in html
    assert "撤下的一件" not in html


def test_the_front_page_reads_little_when_its_counts_are_kept(
    client, cast, django_assert_num_queries
):
    html_of(client, "/")
    with django_assert_num_queries(2):
        html_of(client, "/")
