"""The delivery log: what was handed to a mail server, a provider of texts, a robot."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from notifications.models import DeliveryAttempt
from notifications.permissions import can_see_log
from notifications.states import ChannelName
from office.lists import Column, Empty, Filters, Listing, listed
from office.lists.filters import ChoiceFilter

OUTCOMES = ((False, "没发出"), (True, "已发出"))


class AttemptFilters(Filters):
    channel = ChoiceFilter("channel", "渠道", ChannelName.choices)
    ok = ChoiceFilter("ok", "结果", OUTCOMES)


@listed
class Attempts(Listing):
    """Newest first."""

    key, title, part = "attempts", "发送记录", "channels"
    template = "notifications/log.html"
    filters = AttemptFilters
    columns = (
        Column("at", "时间", sort="-pk", width=18),
        Column("channel", "渠道", value="get_channel_display"),
        Column(
            "recipient",
            "收件人",
            value="delivery.masked_recipient",
            words=lambda attempt: attempt.delivery.masked_recipient or "已按期清除",
            width=24,
        ),
        Column("subject", "内容", value="delivery.subject", is_head=True, width=40),
        Column(
            "ok",
            "结果",
            value=lambda attempt: dict(OUTCOMES)[attempt.ok],
            tone=lambda attempt: "done" if attempt.ok else "late",
        ),
        Column(
            "possible_repeat",
            "可能重复",
            words=lambda attempt: "可能重复" if attempt.possible_repeat else "",
            under="ok",
        ),
        Column("explanation", "说明", under="ok", width=40),
    )
    acts = "notifications/includes/_attempt_acts.html"
    nothing = Empty("没有发送记录", "还没有对外发过东西。")
    allowed = staticmethod(can_see_log)

    def rows(self) -> QuerySet[DeliveryAttempt]:
        visible = DeliveryAttempt.objects.visible_to(self.user)
        return visible.select_related("delivery__user", "delivery__robot")


@require_safe
def attempts(request: SignedInRequest) -> HttpResponse:
    if not can_see_log(request.user):
        raise Http404
    return Attempts(request.user, request.GET).respond(request)
