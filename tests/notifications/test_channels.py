"""Each adapter against a real HTTP server that checks the signature by itself."""

import json
from dataclasses import replace

import pytest

from notifications.channels.aliyun import AliyunSms
from notifications.channels.base import ChannelError, OutgoingMessage
from notifications.channels.dingtalk import DingTalkRobot
from notifications.channels.feishu import FeishuRobot
from notifications.channels.tencent import TencentSms
from notifications.channels.wecom import WeComRobot
from tests.notifications.fake_provider import OK, ROBOT_SECRET

TEXT = OutgoingMessage(
    id="row-1", subject="有新留言", text="有一件新留言", url="https://example.com/desk/"
)
SMS = OutgoingMessage(id="row-1", template="confirm", params=(("code", "24&6 8+"), ("分", "十")))
PATHS = {
    "wecom": "/cgi-bin/webhook/send?key=k",
    "dingtalk": "/robot/send?access_token=t",
    "feishu": "/open-apis/bot/v2/hook/h",
}


def adapter(kind, settings):
    return {
        "tencent": lambda: TencentSms(settings.NOTIFY.tencent),
        "aliyun": lambda: AliyunSms(settings.NOTIFY.aliyun),
        "wecom": WeComRobot,
        "dingtalk": lambda: DingTalkRobot(ROBOT_SECRET),
        "feishu": lambda: FeishuRobot(ROBOT_SECRET),
    }[kind]()


def send(kind, provider, settings):
    if kind in PATHS:
        return adapter(kind, settings).send(provider.url + PATHS[kind], TEXT)
    return adapter(kind, settings).send("13812345678", SMS)


def error_of(kind, provider, settings):
    with pytest.raises(ChannelError) as caught:
        send(kind, provider, settings)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "provider_id"),
    [("tencent", "T-1"), ("aliyun", "A-1"), ("wecom", ""), ("dingtalk", ""), ("feishu", "")],
)
def test_a_signed_message_is_accepted(kind, provider_id, provider, settings):
    assert send(kind, provider, settings).provider_id == provider_id
    assert [received.kind for received in provider.received] == [kind]


def test_tencent_gets_the_values_in_template_order(provider, settings):
    send("tencent", provider, settings)
    assert provider.received[0].json == {
        "PhoneNumberSet": ["+8613812345678"],
        "SmsSdkAppId": "1400006666",
        "SignName": "联络站",
        "TemplateId": "SMS_77",
        "TemplateParamSet": ["24&6 8+", "十"],
        "SessionContext": "row-1",
    }


def test_aliyun_gets_the_values_by_name(provider, settings):
    send("aliyun", provider, settings)
    query = provider.received[0].query
    assert json.loads(query.pop("TemplateParam")) == {"code": "24&6 8+", "分": "十"}
    assert query == {
        "PhoneNumbers": "13812345678",
        "SignName": "联络站",
        "TemplateCode": "SMS_77",
        "OutId": "row-1",
    }


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("wecom", lambda sent: (sent["msgtype"], sent["text"]["content"])),
        ("dingtalk", lambda sent: (sent["msgtype"], sent["text"]["content"])),
        ("feishu", lambda sent: (sent["msg_type"], sent["content"]["text"])),
    ],
)
def test_robots_get_text_and_link(kind, read, provider, settings):
    send(kind, provider, settings)
    assert read(provider.received[0].json) == (
        "text",
        "有一件新留言\nhttps://example.com/desk/",
    )


def test_the_dingtalk_signature_is_encoded_once(provider, settings):
    send("dingtalk", provider, settings)
    assert "%25" not in provider.received[0].path


@pytest.mark.parametrize("robot", [DingTalkRobot(""), FeishuRobot("")])
def test_robots_without_a_secret_send_unsigned(robot, provider):
    provider.script.append((200, {"errcode": 0, "code": 0}))
    robot.send(provider.url + PATHS["feishu"], TEXT)
    sent = provider.received[0]
    assert (sent.query, "sign" in sent.json) == ({}, False)


@pytest.mark.parametrize(
    ("kind", "answer", "code", "retry", "explanation"),
    [
        ("wecom", {"errcode": 93000}, "93000", False, "机器人地址无效，或机器人已被移出群聊。"),
        ("wecom", {"errcode": 45009}, "45009", True, "发得太频繁（每分钟最多 20 条），稍后再发。"),
        (
            "dingtalk",
            {"errcode": 310000},
            "310000",
            False,
            "钉钉的安全设置没有通过：请核对签名密钥、关键词和可信网络地址。",
        ),
        (
            "dingtalk",
            {"errcode": 130101},
            "130101",
            True,
            "发得太频繁（每分钟最多 20 条），稍后再发。",
        ),
        (
            "feishu",
            {"code": 19021},
            "19021",
            False,
            "签名没有通过：请核对签名密钥和本服务器的时间。",
        ),
        ("feishu", {"code": 11232}, "11232", True, "发得太频繁，飞书暂时限流，稍后再发。"),
        (
            "tencent",
            {"Response": {"SendStatusSet": [{"Code": "LimitExceeded.PhoneNumberDailyLimit"}]}},
            "LimitExceeded.PhoneNumberDailyLimit",
            False,
            "这个号码今天收的短信已到上限。",
        ),
        (
            "tencent",
            {"Response": {"Error": {"Code": "AuthFailure.SecretIdNotFound"}}},
            "AuthFailure.SecretIdNotFound",
            False,
            "腾讯云密钥不存在，请检查配置。",
        ),
        (
            "aliyun",
            {"Code": "isv.BUSINESS_LIMIT_CONTROL"},
            "isv.BUSINESS_LIMIT_CONTROL",
            True,
            "给这个号码发得太频繁，稍后再发。",
        ),
        (
            "aliyun",
            {"Code": "isv.AMOUNT_NOT_ENOUGH"},
            "isv.AMOUNT_NOT_ENOUGH",
            False,
            "短信余额不足，请充值。",
        ),
        (
            "wecom",
            {"errcode": 424242},
            "424242",
            True,
            "对方没有接收，原因不明，请找系统管理员查看。",
        ),
    ],
)
def test_an_error_code_inside_http_200_is_a_failure(
    kind, answer, code, retry, explanation, provider, settings
):
    provider.script.append((200, answer))
    error = error_of(kind, provider, settings)
    assert (error.code, error.retry, error.explanation) == (code, retry, explanation)


def test_aliyun_puts_its_code_into_http_400_too(provider, settings):
    provider.script.append((400, {"Code": "SignatureDoesNotMatch"}))
    error = error_of("aliyun", provider, settings)
    assert (error.code, error.retry) == ("SignatureDoesNotMatch", False)


@pytest.mark.parametrize("kind", ["tencent", "aliyun"])
def test_a_wrong_key_is_found_out_by_the_provider(kind, provider, settings):
    wrong = replace(getattr(settings.NOTIFY, kind), key_secret="another")
    settings.NOTIFY = replace(settings.NOTIFY, **{kind: wrong})
    error = error_of(kind, provider, settings)
    refused = {"tencent": "AuthFailure.SignatureFailure", "aliyun": "SignatureDoesNotMatch"}
    assert (error.code, error.retry) == (refused[kind], False)


@pytest.mark.parametrize("kind", ["dingtalk", "feishu"])
def test_a_wrong_robot_secret_is_found_out(kind, provider):
    robot = {"dingtalk": DingTalkRobot, "feishu": FeishuRobot}[kind]("another")
    with pytest.raises(ChannelError) as caught:
        robot.send(provider.url + PATHS[kind], TEXT)
    assert caught.value.code == {"dingtalk": "310000", "feishu": "19021"}[kind]


@pytest.mark.parametrize("kind", ["tencent", "aliyun", "wecom", "dingtalk", "feishu"])
@pytest.mark.parametrize(
    ("answer", "code", "retry"),
    [
        ((500, b"<html>"), "http_500", True),
        ((429, b""), "http_429", True),
        ((404, b"not here"), "http_404", False),
        ((200, b"[]"), "http_200", False),
        ((200, b"\xff\xfe"), "http_200", False),
    ],
)
def test_answers_that_are_no_answer(kind, answer, code, retry, provider, settings):
    provider.script.append(answer)
    error = error_of(kind, provider, settings)
    assert (error.code, error.retry, error.unsure) == (code, retry, False)


@pytest.mark.parametrize("kind", ["tencent", "aliyun", "wecom", "dingtalk", "feishu"])
def test_an_empty_object_is_not_a_success(kind, provider, settings):
    provider.script.append((200, {}))
    error = error_of(kind, provider, settings)
    assert (error.code, error.retry) == ("http_200", True)


@pytest.mark.parametrize("kind", ["tencent", "aliyun", "wecom", "dingtalk", "feishu"])
def test_an_answer_in_pieces_is_read_whole(kind, provider, settings):
    raw = json.dumps(OK[kind]).encode()
    provider.script.append((200, [raw[:9], raw[9:]]))
    send(kind, provider, settings)
    assert len(provider.received) == 1


def test_an_endless_answer_is_cut_and_not_understood(provider, settings):
    provider.script.append((200, [b" " * 60_000] * 9))
    assert error_of("wecom", provider, settings).code == "http_200"


@pytest.mark.parametrize("kind", ["tencent", "aliyun", "wecom", "dingtalk", "feishu"])
def test_silence_may_mean_it_was_taken(kind, provider, settings):
    provider.script.append("silence")
    error = error_of(kind, provider, settings)
    assert (error.code, error.retry, error.unsure) == ("no_answer", True, True)


def test_a_closed_port_means_it_never_left(provider, settings):
    url = provider.url
    provider.stop()
    with pytest.raises(ChannelError) as caught:
        WeComRobot().send(f"{url}/cgi-bin/x", TEXT)
    assert (caught.value.code, caught.value.unsure) == ("unreachable", False)


def test_redirects_are_not_followed(provider):
    provider.script.append((302, b""))
    with pytest.raises(ChannelError) as caught:
        WeComRobot().send(f"{provider.url}/cgi-bin/x", TEXT)
    assert (caught.value.code, len(provider.received)) == ("http_302", 1)


def test_a_template_nobody_configured_is_final(provider, settings):
    with pytest.raises(ChannelError) as caught:
        TencentSms(settings.NOTIFY.tencent).send("13812345678", replace(SMS, template="rate"))
    assert (caught.value.code, caught.value.retry) == ("no_template", False)
    assert provider.received == []
