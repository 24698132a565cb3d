"""Small makers for notices, outbox rows and robots; the people's addresses are invented."""

import itertools
from datetime import UTC, datetime

from accounts.models import User
from notifications.models import Delivery, Notice, Robot

_numbers = itertools.count(1)
NOW = datetime(2026, 11, 19, 9, 12, tzinfo=UTC)


def make_user(**fields):
    number = next(_numbers)
    fields.setdefault("name", "向明")
    fields.setdefault("email", f"user{number}@example.com")
    return User.objects.create_user(username=f"notified-{number}", **fields)


def make_notice(user, **fields):
    fields.setdefault("key", f"event:{next(_numbers)}")
    return Notice.objects.create(user=user, **{"text": "有一件新留言", "url": "/desk/", **fields})


def make_delivery(**fields):
    payload = fields.pop("payload", {"text": "有一件新留言", "url": "/desk/"})
    defaults = {
        "key": f"email::{next(_numbers)}",
        "channel": "email",
        "recipient": "xiang@example.com",
        "subject": "有一件新留言",
        "now": NOW,
    }
    row = Delivery.queued(payload=payload, **{**defaults, **fields})
    row.save()
    return row


def make_robot(area, **fields):
    defaults = {
        "name": "云集街道工作群",
        "channel": "wecom",
        "webhook_url": "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc",
    }
    return Robot.objects.create(area=area, **{**defaults, **fields})
