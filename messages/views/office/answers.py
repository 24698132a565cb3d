"""Ratings to ask for by telephone, and the answers that the public may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import office_scope_q
from areas.models import Area
from messages.desk import worklists
from messages.desk.rows import NO_NAME, title_of
from messages.models import Message, Publication
from messages.publishing.redaction import hide_phones
from messages.states import State
from office.frame import staff_only
from office.lists import Column, Empty, Filters, Listing, listed, to
from office.lists.filters import ChoiceFilter, DayFilter, PlaceFilter

PUBLISHED_STATES = (("public", "公开中"), ("withdrawn", "已撤下"))


@listed
class Callbacks(Listing):
    """Entered by an officer, answered, not rated: somebody else calls. Soonest closing first."""

    key, title, part = "callbacks", "等着回访的事", "callbacks"
    intro = "联络员代为登记、已经答复、还没评价的。登记的人和答复的人自己不能回访。"
    columns = (
        Column(
            "text",
            "内容",
            value=lambda matter: hide_phones(matter.body),
            words=title_of,
            link=to("desk:message"),
            is_head=True,
            width=50,
        ),
        Column("number", "编号", under="text"),
        Column("name", "称呼", words=lambda matter: matter.name or NO_NAME, under="text"),
        Column("station", "站点", value="station.name", width=24),
        Column("origin", "来源", value="get_origin_display"),
        Column("due_date", "评价截止", sort="due_date", index="open_by_due_date"),
    )
    order, known = "due_date", ("due_date",)
    nothing = Empty("没有等着回访的事", "代为登记的事答复以后，会出现在这里。")

    def rows(self) -> QuerySet[Message]:
        involved = Q(entered_by=self.user) | Q(replied_by=self.user, replied_by__isnull=False)
        waiting = Message.objects.open().filter(state=State.REPLIED, entered_by__isnull=False)
        mine = waiting.filter(office_scope_q(self.user)).exclude(involved)
        return worklists.listed(mine, in_full=False)

    def in_full(self, found: list[Message]) -> list[Message]:
        """A phone is hidden where it stands whole, so the text must not be cut off before."""
        rows = Message.objects.filter(pk__in=[row.pk for row in found])
        read = {row.pk: row for row in worklists.listed(rows, in_full=True)}
        return [read[row.pk] for row in found if row.pk in read]


@require_safe
@staff_only
def callbacks(request: SignedInRequest) -> HttpResponse:
    return Callbacks(request.user, request.GET).respond(request)


class PublishedFilters(Filters):
    area = PlaceFilter("message__area__")
    state = ChoiceFilter("withdrawn_at", "现在", PUBLISHED_STATES, method="in_state")
    since = DayFilter("published_at", "gte", "公开从哪天")
    until = DayFilter("published_at", "lt", "到哪天")

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(withdrawn_at__isnull=value == "public")


@listed
class Published(Listing):
    """What was published within the own areas, withdrawn ones included; newest first."""

    key, title, part = "published", "公开的答复", "published"
    filters = PublishedFilters
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
