"""What was looked at and changed: the phone-reveal log for all staff, the rest for managers."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import AuditEntry
from office.frame import is_managing_staff, managers_only, staff_only
from office.lists import Column, Empty, Filters, Listing, listed
from office.lists.filters import ChoiceFilter, DayFilter

REVEAL = AuditEntry.Action.PHONE_REVEAL
WHEN = Column("at", "时间", sort="-pk", width=18)
WHO = Column("who", "谁", value=lambda entry: entry.actor_name or "未登录", is_head=True)
WHY = Column("reason", "原因", width=40)
WHERE = Column("area", "地方", value="area.short_name")


@listed
class Reveals(Listing):
    """Who looked at which voter's phone, when and why; newest first."""

    key, title, part = "reveals", "查看电话记录", "reveals"
    heading = "谁看过选民的电话"
    intro = "每次查看都要写原因，也会告诉选民本人看了几次。"
    columns = (WHEN, WHO, Column("target", "哪一件"), WHY, WHERE)
    nothing = Empty("还没有人看过选民的电话", "有人查看时，时间、姓名和原因会记在这里。")

    def rows(self) -> QuerySet[AuditEntry]:
        return _visible(self).filter(action=REVEAL)


class AuditFilters(Filters):
    action = ChoiceFilter(
        "action", "事项", [c for c in AuditEntry.Action.choices if c[0] != REVEAL]
    )
    since = DayFilter("at", "gte", "从哪天")
    until = DayFilter("at", "lt", "到哪天")


@listed
class AuditLog(Listing):
    key, title, part = "audit", "操作记录", "audit"
    columns = (
        WHEN,
        WHO,
        Column("action", "做了什么", value="get_action_display"),
        Column("target", "对象", width=30),
        WHY,
        WHERE,
    )
    filters = AuditFilters
    template = "office/audit.html"
    nothing = not_found = Empty("没有找到记录", "换个事项或日期再找。")
    allowed = staticmethod(is_managing_staff)

    def rows(self) -> QuerySet[AuditEntry]:
        return _visible(self).exclude(action=REVEAL)


def _visible(listing: Listing) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.visible_to(listing.user).select_related("area")


@require_safe
@staff_only
def reveals(request: SignedInRequest) -> HttpResponse:
    return Reveals(request.user, request.GET).respond(request)


@require_safe
@managers_only
def audit(request: SignedInRequest) -> HttpResponse:
    return AuditLog(request.user, request.GET).respond(request)
