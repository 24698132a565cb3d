"""Which adapter sends a row, to whom, and what."""

from django.conf import settings

from notifications.channels.aliyun import AliyunSms
from notifications.channels.base import Channel, ChannelError, OutgoingMessage
from notifications.channels.dingtalk import DingTalkRobot
from notifications.channels.feishu import FeishuRobot
from notifications.channels.mail import Mail
from notifications.channels.tencent import TencentSms
from notifications.channels.wecom import WeComRobot
from notifications.conf import is_configured, notify_settings
from notifications.models import Delivery
from notifications.states import ChannelName


def channel_for(row: Delivery) -> tuple[Channel, str]:
    """The adapter and the recipient in its terms: an address, a phone, a robot's URL."""
    if row.robot:
        if not row.robot.active:
            raise ChannelError("robot_off", "这个群机器人已经停用。", retry=False)
        return _robot(row.channel, row.robot.secret or ""), row.robot.webhook_url or ""
    if not is_configured(row.channel):
        raise ChannelError("not_configured", "这个渠道没有配置。", retry=False)
    channel = Mail() if row.channel == ChannelName.EMAIL else _sms()
    return channel, row.recipient or ""


def message_of(row: Delivery) -> OutgoingMessage:
    payload = row.load_payload()
    path = payload.get("url", "")
    return OutgoingMessage(
        id=str(row.pk),
        subject=row.subject,
        text=payload.get("text", ""),
        url=settings.SITE_URL.rstrip("/") + path if path else "",
        template=payload.get("template", ""),
        params=tuple((name, str(value)) for name, value in payload.get("params", [])),
    )


def _robot(channel: str, secret: str) -> Channel:
    if channel == ChannelName.DINGTALK:
        return DingTalkRobot(secret)
    return FeishuRobot(secret) if channel == ChannelName.FEISHU else WeComRobot()


def _sms() -> Channel:
    current = notify_settings()
    account = current.sms_account()
    return TencentSms(account) if current.sms_provider == "tencent" else AliyunSms(account)
