"""Ratings to ask for by telephone, and the answers that the public may read."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import office_scope_q
from areas.models import Area
from messages.desk import worklists
from messages.desk.listing import rows_of
from messages.models import Message, Publication
from messages.paging import due_page, page_urls
from messages.states import State
from office.frame import office_page, staff_only
from office.lists import Column, Empty, Listing, listed, to


@require_safe
@staff_only
def callbacks(request: SignedInRequest) -> HttpResponse:
    """Entered by an officer, answered, not rated: somebody else calls. Soonest closing first."""
    user = request.user
    involved = Q(entered_by=user) | Q(replied_by=user, replied_by__isnull=False)
    waiting = Message.objects.open().filter(state=State.REPLIED, entered_by__isnull=False)
    rows = waiting.filter(office_scope_q(user)).exclude(involved)
    marks = (request.GET.get("after", ""), request.GET.get("before", ""))
    page = due_page(worklists.listed(rows), after=marks[0], before=marks[1])
    today = timezone.localdate()
    shown = zip(rows_of(page.rows, today), page.rows, strict=True)
    context = {
        "rows": [(row, matter.due_date) for row, matter in shown],
        **page_urls(request, page),
    }
    return office_page(request, "callbacks", "messages/office/callbacks.html", context)


@listed
class Published(Listing):
    """What was published within the own areas, withdrawn ones included; newest first."""

    key, title, part = "published", "公开的答复", "published"
    intro = "要公开或者撤下一件，请点标题，到那件留言的页面上操作。"
    columns = (
        Column(
            "title",
            "标题",
            link=to("desk:message", "message_id"),
            is_head=True,
            width=40,
        ),
        Column("number", "编号", value="message.number", under="title"),
        Column("station", "站点", value="message.station.name", sort="message__station__code"),
        Column("published_at", "公开时间", sort="-published_at", width=18),
        Column("published_by", "公开人", under="published_at"),
        Column(
            "state",
            "现在",
            value=lambda one: "已撤下" if one.withdrawn_at else "公开中",
            tone=lambda one: "plain" if one.withdrawn_at else "done",
        ),
        Column("withdrawn_at", "撤下时间", sort="-withdrawn_at", width=18),
        Column("withdrawn_by", "撤下人", under="withdrawn_at"),
    )
    nothing = Empty("还没有公开的答复", "选民同意、手机号核实过的答复，可以隐去个人信息后公开。")

    def rows(self) -> QuerySet[Publication]:
        inside = Area.objects.filter(office_scope_q(self.user, "")).order_by().values("pk")
        rows = Publication.objects.filter(message__area__in=inside)
        return rows.select_related("message__station", "published_by", "withdrawn_by")


@require_safe
@staff_only
def published(request: SignedInRequest) -> HttpResponse:
    return Published(request.user, request.GET).respond(request)
