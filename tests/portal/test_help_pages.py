"""Help in plain words, and what is not there."""

import pytest

from tests.factories.public import html_of


@pytest.mark.parametrize(
    "url", ["/stations/0/", "/representatives/0/", "/representatives/0/photo/"]
)
def test_what_does_not_exist_is_not_found(client, cast, url):
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("page", ["/help/", "/help/privacy/", "/help/scope/", "/answers/"])
def test_help_needs_no_account(client, cast, page):
    assert "<h1" in html_of(client, page)


def test_the_notice_names_its_version_and_every_role_that_may_see_the_phone(client, cast):
    html = html_of(client, "/help/privacy/")
    for words in (
        "2026 年 11 月第二版",
        "代表；",
        "联络员",
        "人大机关的工作人员",
        "承办单位的工作人员",
    ):
        assert words in html
