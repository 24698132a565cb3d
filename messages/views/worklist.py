"""The work lists of all desks: one list, whose rows depend on desk and tab."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from messages.desk import bulk
from messages.desk.rows import Row, rows_of
from messages.desk.similar import mark_alike
from messages.desk.worklists import ALL, DepartmentDesk, RepresentativeDesk, desks_of
from messages.forms.worklist import DeskFilters
from messages.publishing.redaction import hide_phones
from office.lists import Column, Empty, Listing, listed, to

CAP = 999


@listed
class WorkList(Listing):
    """The rows of one desk (「?desk=office」) in one of its tabs (「?tab=late」)."""

    key, title, part = "worklist", "工作清单", "matters"
    template = "desk/list.html"
    kept = ("desk", "tab")
    known = ("due_date",)
    filters = DeskFilters
    columns = (
        Column(
            "due",
            "期限",
            tone=lambda row: row.tone,
            sort="due_date",
            index="open_by_due_date",
            width=18,
        ),
        Column("day", "期限日", is_shown=False),
        Column("title", "内容", link=to("desk:message"), is_head=True, is_exported=False),
        Column(
            "body",
            "内容",
            value=lambda row: hide_phones(row.matter.body),
            is_shown=False,
            width=60,
        ),
        Column("place", "地点", value="matter.place", is_shown=False, width=20),
        Column("number", "编号", under="title"),
        Column("name", "称呼", value="matter.name", words="name", under="title"),
        Column("state", "状态", under="title"),
        Column("holder", "现在由谁办", under="title", width=24),
        Column("photos", "照片", under="title"),
        Column("marks", "标记", under="title", width=20),
        Column("representative", "代表"),
        Column("station", "站点", width=24),
        Column("origin", "来源"),
        Column("submitted_at", "收到", value="matter.submitted_at", sort="-pk", width=18),
        Column("replied_at", "答复时间", value="matter.replied_at", is_shown=False, width=18),
        Column("rating", "评价", value="matter.get_rating_display", is_shown=False),
    )
    not_found = Empty(
        "没有符合这些条件的留言", "字词只在还没有办结的留言里找；编号可以找到任何一件。"
    )

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        self.desks = desks_of(user, timezone.localdate())
        asked = (desk for desk in self.desks if desk.kind == query.get("desk"))
        self.desk = next(asked, self.desks[0])
        self.tab = self.desk.tab(query.get("tab") or (ALL if query.get("q") else ""))
        self.is_another = any((query.get(n) or v) != v for n, v in self.taken().items())
        self.order = "due_date" if self.tab.by_due else "-pk"
        self.is_one_stretch = self.desk.is_one_stretch and not self.filter.is_search

    def taken(self) -> dict[str, str]:
        return {"desk": self.desk.kind, "tab": self.tab.key}

    @staticmethod
    def allowed(user: User) -> bool:
        return bool(desks_of(user, timezone.localdate()))

    def rows(self) -> QuerySet[Any]:
        return self.desk.listed(self.desk.rows(self.tab.key))

    @cached_property
    def filter(self) -> DeskFilters:
        return DeskFilters(self.query, self.rows(), self.user, self.desk)

    def picked(self, rows: QuerySet[Any], keys: list[int]) -> QuerySet[Any]:
        of_matter = "message" if isinstance(self.desk, DepartmentDesk) else "pk"
        return rows.filter(**{f"{of_matter}__in": keys})

    def can_sort(self, column: Column) -> bool:
        """What has ended has no due date, and no index to be sorted by one."""
        return super().can_sort(column) and (self.tab.by_due or column.key != "due")

    def dressed(self, found: list[Any]) -> list[Row]:
        """With their look-alikes, where rows are open and can be merged; not on paper."""
        is_marked = self.desk.merges and self.tab.where and not self.is_printed
        alike = mark_alike(found, self.desk.open()) if is_marked else {}
        return rows_of(found, self.desk.today, alike)

    def in_full(self, found: list[Any]) -> list[Row]:
        keys = [row.pk for row in found]
        rows = self.desk.listed(self.desk.all().filter(pk__in=keys), in_full=True)
        read = {row.pk: row for row in rows}
        return rows_of([read[pk] for pk in keys if pk in read], self.desk.today)

    def page_words(self) -> tuple[str, ...]:
        return self.desk.label, self.tab.label

    def when_empty(self) -> Empty:
        if self.tab.key == ALL:
            return Empty("还没有收到留言", "选民扫码或者来访登记以后，会出现在这里。")
        text = "有新的会出现在这里，也会发通知给您。"
        return Empty("这里没有要办的留言", text, self.url(tab=ALL), "看全部留言")

    # what stands around the rows ------------------------------------------------------------------

    @property
    def clear_url(self) -> str:
        """In the same tab: nothing at all asked for would be the first one."""
        names = self.filter.filters if self.filter.is_used else ()
        return self.url(**dict.fromkeys(names, "") | {"tab": self.tab.key}) if names else ""

    @property
    def saved_query(self) -> str:
        """What a saved filter keeps, in a fixed order; never a page."""
        names = (*self.kept, *DeskFilters.base_filters, "sort")
        return urlencode([(name, self.query[name]) for name in names if self.query.get(name)])

    @property
    def switch(self) -> list[dict[str, Any]]:
        """One link per role, for people who have several."""
        if len(self.desks) == 1:
            return []
        return [
            {"label": d.label, "url": f"?desk={d.kind}", "current": d is self.desk}
            for d in self.desks
        ]

    @property
    def tabs(self) -> list[dict[str, Any]]:
        counts, desk = self.desk.counts(), self.query.get("desk")
        return [
            {
                "label": tab.label,
                "url": "?"
                + urlencode({"desk": desk, "tab": tab.key} if desk else {"tab": tab.key}),
                "count": capped(counts[tab.key]) if tab.where else None,
                "current": tab is self.tab,
                "tone": tab.tone if tab.tone != "late" or counts[tab.key] else "",
            }
            for tab in self.desk.tabs
        ]

    @property
    def bulk_acts(self) -> list[dict[str, Any]]:
        """What may be done with the ticked rows; a representative answers one by one."""
        if isinstance(self.desk, RepresentativeDesk):
            return []
        return [
            {"act": act, "url": reverse(f"desk:bulk_{act.key}")}
            for act in bulk.ACTS
            if self.desk.kind in act.desks
        ]


def capped(count: int) -> int | str:
    return count if count <= CAP else f"{CAP}+"
