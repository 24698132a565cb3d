"""Accounts, long work, what was sent."""

from typing import Any

from jobs.models import Job, start_job
from notifications.models import DeliveryAttempt
from tests.factories.accounts import make_staff
from tests.factories.casework import Cast
from tests.factories.notifications import make_delivery
from tests.office.lists.samples.sample import Sample


def attempted(cast: Cast, n: int) -> DeliveryAttempt:
    row = make_delivery(channel="sms", recipient=f"1381234567{n}")
    return DeliveryAttempt.objects.create(delivery=row, channel="sms", ok=True)


def started(cast: Cast, n: int) -> Job:
    return start_job(kind="list_export", label=f"导出清单 {n}", created_by=cast.shiji)


def appointed(cast: Cast, n: int) -> Any:
    return make_staff(cast.tree.yunji, username=f"p{n}", name=f"办事员{n}")


SAMPLES = {
    "accounts": Sample("accounts:manage", appointed, user="quxian", others=1),
    "attempts": Sample("notifications:log", attempted),
    "jobs": Sample("jobs:list", started),
}
