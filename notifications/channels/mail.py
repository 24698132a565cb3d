"""E-mail through Django's mail settings (EMAIL_URL)."""

import smtplib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from notifications.channels.base import ChannelError, OutgoingMessage, Receipt

NEVER_CONNECTED = (ConnectionRefusedError, smtplib.SMTPConnectError)


class Mail:
    def send(self, to: str, message: OutgoingMessage) -> Receipt:
        context = {"text": message.text, "url": message.url, "site_name": settings.SITE_NAME}
        subject = render_to_string(
            "emails/notice-subject.txt", {**context, "text": message.subject}
        )
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        message_id = f"<{message.id}@{host}>"
        mail = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("emails/notice-body-text.txt", context),
            to=[to],
            headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(
            render_to_string("emails/notice-body-html.html", context), "text/html"
        )
        try:
            mail.send()
        except OSError as error:  # smtplib's errors are OSErrors too
            raise _explained(error) from error
        return Receipt(message_id)


def _explained(error: OSError) -> ChannelError:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = next(iter(error.recipients.values()))[0]
        return ChannelError(str(code), "收件地址不存在，或对方拒收。", retry=_is_passing(code))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return ChannelError(str(error.smtp_code), "发信邮箱的账号或授权码不对。", retry=False)
    if isinstance(error, NEVER_CONNECTED):
        return ChannelError("unreachable", "连不上邮件服务器，稍后再试。", retry=True)
    if isinstance(error, smtplib.SMTPResponseException):
        text = "邮件服务器没有接收这封邮件。"
        return ChannelError(str(error.smtp_code), text, retry=_is_passing(error.smtp_code))
    text = "邮件服务器没有及时应答，可能已经收到，稍后再试。"
    return ChannelError("no_answer", text, retry=True, unsure=True)


def _is_passing(code: int) -> bool:
    """SMTP: 4xx means later, 5xx means no."""
    return 400 <= code < 500
