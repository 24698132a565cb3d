"""Setting channels up: the checks at start, robots in the administration."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from environ import Env

from notifications.admin import RobotForm
from notifications.checks import check_sms_provider, check_sms_templates
from tests.factories.areas import make_tree
from tests.factories.notifications import make_robot
from yichang_renda.channels import from_env


def ids(found):
    return [message.id for message in found]


def test_nothing_set_is_no_error(settings):
    assert ids(check_sms_provider(None) + check_sms_templates(None)) == []


def test_an_unknown_provider_stops_the_start(settings):
    settings.NOTIFY = replace(settings.NOTIFY, sms_provider="pigeon")
    assert ids(check_sms_provider(None)) == ["notifications.E001"]


def test_a_half_configured_provider_names_what_is_missing(settings, monkeypatch):
    monkeypatch.setenv("SMS_PROVIDER", "tencent")
    monkeypatch.setenv("TENCENT_SMS_KEY_ID", "id")
    settings.NOTIFY = from_env(Env())
    assert settings.NOTIFY.sms is False
    assert settings.NOTIFY.missing_sms_values() == [
        "TENCENT_SMS_KEY_SECRET",
        "TENCENT_SMS_SIGN_NAME",
        "TENCENT_SMS_APP_ID",
    ]
    assert ids(check_sms_provider(None)) == ["notifications.E002"]


def test_a_provider_without_templates_is_warned_about(settings, monkeypatch):
    for name in ("KEY_ID", "KEY_SECRET", "SIGN_NAME"):
        monkeypatch.setenv(f"ALIYUN_SMS_{name}", "x")
    monkeypatch.setenv("SMS_PROVIDER", "Aliyun")
    settings.NOTIFY = from_env(Env())
    assert (settings.NOTIFY.sms, ids(check_sms_templates(None))) == (True, ["notifications.W001"])


def test_secrets_are_not_printed(settings):
    account = replace(settings.NOTIFY.tencent, key_secret="very-secret")
    assert "very-secret" not in repr(replace(settings.NOTIFY, tencent=account))


def robot_form(area, instance=None, **fields):
    data = {
        "name": "工作群",
        "channel": "wecom",
        "area": area.pk,
        "active": "on",
        "webhook_url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
    }
    return RobotForm(data | fields, instance=instance)


@pytest.mark.django_db
def test_a_robot_outside_the_list_is_refused():
    form = robot_form(make_tree().yunji, webhook_url="http://127.0.0.1:6379/")
    assert form.errors == {"webhook_url": ["这个地址不在允许发送的名单里，请联系系统管理员添加。"]}


@pytest.mark.django_db
def test_a_new_robot_needs_an_address():
    form = robot_form(make_tree().yunji, webhook_url="")
    assert form.errors == {"webhook_url": ["请填写机器人地址。"]}


@pytest.mark.django_db
def test_editing_a_robot_keeps_what_is_not_typed_again_and_shows_nothing():
    robot = make_robot(make_tree().yunji, secret="SEC1")
    form = robot_form(robot.area, instance=robot, webhook_url="", secret="", name="新名字")
    assert ("SEC1" in form.as_p(), "key=abc" in form.as_p()) == (False, False)
    saved = form.save()
    saved.refresh_from_db()
    assert (saved.name, saved.secret, saved.webhook_url[-3:]) == ("新名字", "SEC1", "abc")


@pytest.mark.django_db
def test_a_robot_cannot_be_an_sms():
    robot = make_robot(make_tree().yunji)
    robot.channel = "sms"
    with pytest.raises(ValidationError):
        robot.full_clean()
