"""Links that say where they were put: remembered on the way, unknown ones ignored."""

import re

import pytest
from django.urls import reverse

from messages.codes.channels import COOKIE, REMEMBERED_SECONDS, tagged
from messages.intake.incoming import split
from messages.models import Channel, Message
from tests.factories.casework import BODY, VOTER_PHONE
from tests.messages.test_voter_page import address, fill


def channel_of_newest():
    message = Message.objects.order_by("-pk")[0]
    return message.channel and message.channel.slug


def hidden(response):
    """What a browser holds without anybody typing."""
    names = "key|started|from"
    return dict(re.findall(rf'name="({names})" value="([^"]*)"', response.content.decode()))


def send(client, cast, url):
    form = hidden(client.get(url))
    return client.post(address(cast.code), form | {"body": BODY, "phone": VOTER_PHONE})


def test_every_installation_begins_with_four_entries(db):
    assert dict(Channel.objects.values_list("slug", "name")) == {
        "gzh": "宜昌人大公众号",
        "yige": "宜格服务",
        "board": "展板",
        "event": "活动",
    }


def test_the_entry_of_the_link_is_kept_with_the_message(client, cast):
    send(client, cast, address(cast.code) + "?from=yige")
    assert channel_of_newest() == "yige"


def test_a_link_without_a_tag_leaves_it_empty(client, cast):
    send(client, cast, address(cast.code))
    assert channel_of_newest() is None


@pytest.mark.parametrize("slug", ["nobody", "", "GZH", "gzh'--", "x" * 5000, "\0"])
def test_an_unknown_entry_is_ignored(client, cast, slug):
    response = client.get(address(cast.code), {"from": slug})
    assert (response.status_code, COOKIE in response.cookies) == (200, False)
    client.post(address(cast.code), fill(client, cast.code) | {"from": slug})
    assert channel_of_newest() is None


@pytest.mark.parametrize("start", ["/", "/find/"])
def test_it_is_remembered_from_the_first_page_to_the_form(client, cast, start):
    cookie = client.get(start, {"from": "gzh"}).cookies[COOKIE]
    assert (cookie.value, cookie["max-age"], cookie["httponly"], cookie["samesite"]) == (
        "gzh",
        REMEMBERED_SECONDS,
        True,
        "Lax",
    )
    send(client, cast, address(cast.code))
    assert channel_of_newest() == "gzh"


def test_a_newer_link_counts_more_than_the_remembered_one(client, cast):
    client.get("/", {"from": "gzh"})
    send(client, cast, address(cast.code) + "?from=event")
    assert channel_of_newest() == "event"


def test_the_form_keeps_its_entry_when_the_cookie_is_gone_and_after_an_error(client, cast):
    page = client.get(address(cast.code) + "?from=board")
    del client.cookies[COOKIE]
    wrong = client.post(address(cast.code), hidden(page) | {"body": BODY, "phone": "12"})
    assert wrong.status_code == 200
    client.post(address(cast.code), hidden(wrong) | {"body": BODY, "phone": VOTER_PHONE})
    assert channel_of_newest() == "board"


def test_links_printed_before_an_entry_was_retired_are_still_counted(client, cast):
    Channel.objects.get(slug="event").delete()
    Channel.objects.create(slug="event", name="活动", is_active=False)
    send(client, cast, address(cast.code) + "?from=event")
    assert channel_of_newest() == "event"


def test_a_page_without_a_tag_sets_no_cookie(client, cast):
    assert COOKIE not in client.get(reverse("portal:privacy")).cookies


def test_a_tag_is_added_to_any_address(db):
    channel = Channel.objects.get(slug="gzh")
    assert tagged("/find/", channel) == "/find/?from=gzh"
    assert tagged("/find/?county=420502", channel) == "/find/?county=420502&from=gzh"


def test_parts_of_a_split_matter_came_by_the_same_entry(client, cast):
    send(client, cast, address(cast.code) + "?from=gzh")
    message = Message.objects.get()
    message.hand_over("请分开办", by=cast.actor(cast.daibiao, message))
    message = Message.objects.get()
    split(message, ["路灯", "台阶"], by=cast.actor(cast.lianluo, message))
    assert Message.objects.filter(channel__slug="gzh").count() == 3
