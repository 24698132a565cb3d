"""E-mail over real SMTP, to a server that accepts, refuses or is away."""

from email import message_from_bytes
from email.header import decode_header, make_header

import pytest

from notifications.channels.base import ChannelError, OutgoingMessage
from notifications.channels.mail import Mail
from tests.notifications.fake_mail import FakeMail

TEXT = OutgoingMessage(
    id="row-1", subject="有新留言", text="有一件新留言", url="https://example.com/desk/"
)


@pytest.fixture
def mail_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    server = FakeMail().start()
    settings.EMAIL_PORT = server.port
    yield server
    server.stop()


def test_a_mail_arrives_over_smtp(mail_server, settings):
    receipt = Mail().send("xiang@example.com", TEXT)
    mail = message_from_bytes(mail_server.mails[0])
    plain, html = (part.get_payload(decode=True).decode() for part in mail.get_payload())
    assert str(make_header(decode_header(mail["Subject"]))) == f"【{settings.SITE_NAME}】有新留言"
    assert mail["To"] == "xiang@example.com"
    assert mail["Message-ID"] == receipt.provider_id
    assert "请打开：https://example.com/desk/" in plain
    assert '<a href="https://example.com/desk/">' in html


@pytest.mark.parametrize(
    ("refusal", "code", "retry"),
    [("550 no such user", "550", False), ("450 come back later", "450", True)],
)
def test_a_refused_recipient_is_final_or_later_as_smtp_says(mail_server, refusal, code, retry):
    mail_server.refuse_recipient = refusal
    with pytest.raises(ChannelError) as caught:
        Mail().send("xiang@example.com", TEXT)
    assert (caught.value.code, caught.value.retry) == (code, retry)


def test_a_mail_server_that_is_away_is_tried_again(mail_server):
    mail_server.stop()
    with pytest.raises(ChannelError) as caught:
        Mail().send("xiang@example.com", TEXT)
    assert (caught.value.code, caught.value.retry, caught.value.unsure) == (
        "unreachable",
        True,
        False,
    )
