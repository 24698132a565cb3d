"""How each channel is doing, in three queries however long the log is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from notifications.conf import is_configured
from notifications.models import Delivery, DeliveryAttempt, Robot
from notifications.states import ROBOT_CHANNELS, SWEEP_AFTER, ChannelName

#: Twice the time in which the sweeper must have taken a row.
STUCK_AFTER = 2 * SWEEP_AFTER


@dataclass(frozen=True)
class ChannelStatus:
    label: str
    configured: bool
    robots: int | None
    waiting: int
    waiting_for: timedelta
    last_sent: DeliveryAttempt | None
    last_error: DeliveryAttempt | None

    @property
    def is_stuck(self) -> bool:
        return self.waiting_for > STUCK_AFTER

    @property
    def waiting_minutes(self) -> int:
        return int(self.waiting_for.total_seconds() // 60)

    @property
    def is_failing(self) -> bool:
        """The latest attempt went wrong."""
        if self.last_error is None:
            return False
        return self.last_sent is None or self.last_error.pk > self.last_sent.pk


def channel_statuses(*, now: datetime) -> list[ChannelStatus]:
    grouped = Delivery.objects.open().values("channel").order_by("channel")
    queues = {
        row["channel"]: row for row in grouped.annotate(n=Count("pk"), since=Min("created_at"))
    }
    active = Robot.objects.filter(active=True).values("channel").order_by("channel")
    robots = {row["channel"]: row["n"] for row in active.annotate(n=Count("pk"))}
    last = {(attempt.channel, attempt.ok): attempt for attempt in _last_attempts()}
    return [
        ChannelStatus(
            label=name.label,
            configured=robots.get(name, 0) > 0 if name in ROBOT_CHANNELS else is_configured(name),
            robots=robots.get(name, 0) if name in ROBOT_CHANNELS else None,
            waiting=queues[name]["n"] if name in queues else 0,
            waiting_for=now - queues[name]["since"] if name in queues else timedelta(),
            last_sent=last.get((name, True)),
            last_error=last.get((name, False)),
        )
        for name in ChannelName
    ]


def _last_attempts() -> QuerySet[DeliveryAttempt]:
    """The last success and the last failure of each channel, each by one step in the index."""
    wanted = Q(pk__in=[])
    for name in ChannelName:
        for ok in (True, False):
            newest = DeliveryAttempt.objects.filter(channel=name, ok=ok).order_by("-pk")
            wanted |= Q(pk=newest.values("pk")[:1])
    return DeliveryAttempt.objects.filter(wanted)
