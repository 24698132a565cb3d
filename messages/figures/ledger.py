"""The monthly ledger of a station: every matter that came in, one line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.utils import timezone

from areas.dates import chinese_date
from messages.models import Message
from messages.publishing.redaction import hide_phones
from stations.models import Station

if TYPE_CHECKING:
    from accounts.models import User

HEADER = (
    "编号",
    "日期",
    "来源",
    "称呼",
    "手机号",
    "反映内容",
    "地点",
    "反映给",
    "办到哪一步",
    "承办单位",
    "答复日期",
    "评价",
    "评价方式",
    "其他系统编号",
)
WIDTHS = (14, 18, 8, 12, 14, 50, 20, 14, 12, 24, 18, 10, 14, 24)


@dataclass(frozen=True)
class Ledger:
    station: Station
    month: date  # its first day

    @property
    def title(self) -> str:
        return f"{self.station}{self.month.year}年{self.month.month}月留言台账"

    @property
    def next_month(self) -> date:
        return date(self.month.year + self.month.month // 12, self.month.month % 12 + 1, 1)

    def rows(self, user: User) -> Iterator[tuple[str, ...]]:
        """One line per matter that ``user`` may see, oldest first; two queries."""
        start, end = _midnight(self.month), _midnight(self.next_month)
        matters = (
            Message.objects.visible_to(user)
            .filter(station=self.station, submitted_at__gte=start, submitted_at__lt=end)
            .select_related("representative")
            .prefetch_related("assignments__department")
            .order_by("pk")
        )
        return (_row(matter) for matter in matters)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _row(matter: Message) -> tuple[str, ...]:
    lead = matter.lead
    other = f"{matter.other_system} {matter.other_number}".strip()
    return (
        matter.number,
        chinese_date(matter.submitted_at),
        matter.get_origin_display(),
        matter.name,
        matter.masked_phone,
        hide_phones(matter.body),
        matter.place,
        str(matter.representative or "站点"),
        matter.get_state_display(),
        str(lead.department) if lead else "",
        chinese_date(matter.replied_at) if matter.replied_at else "",
        matter.get_rating_display() if matter.rating else "",
        matter.get_rating_source_display() if matter.rating else "",
        other,
    )
