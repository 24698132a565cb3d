"""A phone confirmed by a texted code: five tries, ten minutes, and only where it serves."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from messages.models import Message, MessageEvent, PhoneCheck
from notifications.models import Delivery
from tests.factories.casework import VOTER_PHONE
from yichang_renda.channels import SmsAccount

pytestmark = pytest.mark.django_db


@pytest.fixture
def texts(settings):
    """SMS configured, pointing nowhere: the outbox keeps what would be sent."""
    account = SmsAccount(
        key_id="id",
        key_secret="secret",
        sign_name="示例",
        app_id="1",
        templates={"confirm": "1", "receipt": "2", "replied": "3"},
        base_url="http://127.0.0.1:9",
    )
    settings.NOTIFY = replace(settings.NOTIFY, sms_provider="tencent", tencent=account)


@pytest.fixture
def message(cast):
    return cast.submit(may_publish=True)


def url(message, act=""):
    return f"/t/{message.tracking.token}/{act}"


def ask(client, message):
    """Ask for a code; the code as it stands in the outbox."""
    client.post(url(message, "phone/"))
    row = Delivery.objects.filter(key__startswith="sms::confirm:").latest("created_at")
    assert row.recipient == VOTER_PHONE
    return dict(json.loads(row.payload)["params"])["code"]


def confirm(client, message, code):
    return client.post(url(message, "phone/confirm/"), {"code": code}, follow=True)


def confirmed_at(message):
    return Message.objects.get(pk=message.pk).phone_confirmed_at


def test_the_right_code_confirms_and_is_noted_for_staff(client, texts, message):
    code = ask(client, message)
    assert re.fullmatch(r"\d{6}", code)
    assert "核实好了" in confirm(client, message, f" {code[:3]} {code[3:]} ").text
    assert confirmed_at(message) is not None
    event = message.events.get(kind=MessageEvent.PHONE_CONFIRMED)
    assert event.audience == "staff"


def test_a_wrong_code_is_refused_and_the_fifth_was_the_last_try(client, texts, message):
    code = ask(client, message)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(5):
        assert "验证码不对" in confirm(client, message, wrong).text
    assert "已经失效" in confirm(client, message, code).text
    assert confirmed_at(message) is None


def test_a_code_is_worth_nothing_after_ten_minutes(client, texts, message):
    code = ask(client, message)
    PhoneCheck.objects.update(sent_at=timezone.now() - timedelta(minutes=11))
    assert "已经失效" in confirm(client, message, code).text


def test_codes_are_sent_once_a_minute_and_five_times_in_all(client, texts, message):
    ask(client, message)
    assert "过一分钟" in client.post(url(message, "phone/")).text
    for _ in range(4):
        PhoneCheck.objects.update(sent_at=timezone.now() - timedelta(minutes=2))
        ask(client, message)
    PhoneCheck.objects.update(sent_at=timezone.now() - timedelta(minutes=2))
    assert "次数太多" in client.post(url(message, "phone/")).text


def test_it_is_offered_only_to_who_agreed_to_publish_and_where_texts_can_be_sent(
    client, texts, cast
):
    assert "发验证码" in client.get(url(cast.submit(may_publish=True))).text
    quiet = cast.submit(may_publish=False)
    assert "发验证码" not in client.get(url(quiet)).text
    assert "不需要核实" in client.post(url(quiet, "phone/")).text


def test_without_texts_nothing_is_offered(client, message):
    assert "发验证码" not in client.get(url(message)).text


def test_the_code_is_not_stored_in_the_clear(client, texts, message):
    code = ask(client, message)
    stored = PhoneCheck.objects.values().get().values()
    assert [value for value in stored if str(value) == code] == []
