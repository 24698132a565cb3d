"""/track/: twelve digits and four more, for whoever lost the link; nothing for guessers."""

import re

import pytest

from messages.voter import limits

NOT_FOUND = "没有找到这个查询码。请核对 12 位数字和手机号后四位。"


def ask(client, code, last4):
    return client.post("/track/", {"code": code, "last4": last4})


def test_the_digits_lead_to_the_link(client, cast):
    secret = cast.submit().tracking
    response = ask(client, secret.grouped_code, "1234")
    assert (response.status_code, response.url) == (302, f"/t/{secret.token}/")


@pytest.mark.parametrize("form", ["{}", " {} ", "{}-", "查询码{}"])
def test_spaces_hyphens_and_full_width_digits_do_not_matter(client, cast, form):
    secret = cast.submit().tracking
    wide = secret.code.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert ask(client, form.format(wide), "１２３４").status_code == 302


def test_a_matter_without_a_phone_opens_with_the_digits_of_its_slip(client, cast):
    secret = cast.submit(phone=None).tracking
    assert ask(client, secret.code, secret.last4).status_code == 302


def without_own_parts(response, code):
    """The page but for the code typed and the token of its forms."""
    return re.sub(r'value="\w{64}"', "", response.content.decode()).replace(code, "")


@pytest.mark.parametrize("last4", ["4321", "", "abcd", "12345"])
def test_a_wrong_pair_says_no_more_than_an_unknown_code(client, cast, last4):
    code = cast.submit().tracking.code
    wrong, unknown = ask(client, code, last4), ask(client, "0" * 12, last4)
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert NOT_FOUND in wrong.content.decode()
    assert without_own_parts(wrong, code) == without_own_parts(unknown, "0" * 12)


def test_a_wrong_pair_costs_the_same_query(client, cast, django_assert_num_queries):
    code = cast.submit().tracking.code
    for typed in (code, "0" * 12):
        with django_assert_num_queries(1):
            ask(client, typed, "4321")


def test_what_was_typed_stays(client, cast):
    html = ask(client, "4827 1059 3316", "9999").content.decode()
    assert 'value="4827 1059 3316"' in html
    assert 'value="9999"' in html


def test_code_in_the_fields_stays_text(client, cast):
    html = ask(client, '"><script>', "\x00\u202e").content.decode()
    assert "<script>" not in html


def test_guessing_at_one_code_is_stopped_from_any_network(client, cast, throttled, monkeypatch):
    monkeypatch.setattr(limits, "GUESSES_PER_CODE", "2/h")
    secret = cast.submit().tracking
    statuses = [
        client.post(
            "/track/", {"code": secret.code, "last4": "0000"}, REMOTE_ADDR=f"198.51.{n}.7"
        ).status_code
        for n in range(3)
    ]
    assert statuses == [404, 404, 429]
    assert ask(client, secret.code, "1234").status_code == 429


def test_guessing_from_one_network_is_stopped(client, cast, throttled, monkeypatch):
    monkeypatch.setattr(limits, "GUESSES_PER_NETWORK", "2/10m")
    statuses = [ask(client, f"{n:012d}", "0000").status_code for n in range(3)]
    assert statuses == [404, 404, 429]


def test_losing_the_code_is_explained_without_a_search_by_phone(client, cast):
    html = client.get("/track/").content.decode()
    assert "查询码找不到了" in html
    assert "不能用手机号查" in html
