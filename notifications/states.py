"""Channels, delivery states and the retry schedule."""

from datetime import timedelta

from django.db import models

#: How long one worker may hold a row; after that another one takes it over.
CLAIM_FOR = timedelta(minutes=2)
#: The sweeper leaves a fresh row to its own task for this long.
SWEEP_AFTER = timedelta(minutes=2)
#: About four hours of trying.
MAX_ATTEMPTS = 9
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
#: Recipients and texts are needed to find out what went wrong, not for ever.
FORGET_AFTER = timedelta(days=90)


class ChannelName(models.TextChoices):
    EMAIL = "email", "电子邮件"
    SMS = "sms", "短信"
    WECOM = "wecom", "企业微信群机器人"
    DINGTALK = "dingtalk", "钉钉群机器人"
    FEISHU = "feishu", "飞书群机器人"


ROBOT_CHANNELS = (ChannelName.WECOM, ChannelName.DINGTALK, ChannelName.FEISHU)
ROBOT_CHOICES = [(name.value, name.label) for name in ROBOT_CHANNELS]


class DeliveryState(models.TextChoices):
    PENDING = "pending", "等待发送"
    CLAIMED = "claimed", "正在发送"
    SENT = "sent", "已发出"
    FAILED = "failed", "没有发出"
    SKIPPED = "skipped", "本人不想收"
    NOT_CONFIGURED = "not_configured", "渠道没有配置"


OPEN_STATES = (DeliveryState.PENDING, DeliveryState.CLAIMED)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many failed attempts (1, 2, 4, … minutes, at most an hour)."""
    if attempts < 1:
        raise ValueError("a pause follows at least one attempt")
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
