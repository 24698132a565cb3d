"""Representatives, officers and departments of an area: who has an account, and opening one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.authority import keeper_beyond
from accounts.http import SignedInRequest
from accounts.permissions import can_manage, is_manager
from areas.models import Area
from areas.names import office_name
from office.accounts import account_lines, account_words
from office.blocks import blocks_of
from office.frame import office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, Tab, listed, to
from office.lists.filters import TextFilter
from representatives.models import Representative, Seat
from stations.models import Department, LiaisonOfficer

Person = Representative | LiaisonOfficer


class NameFilters(Filters):
    q = TextFilter("name", "姓名")


class SpelledFilters(Filters):
    q = TextFilter("name", "姓名或拼音", method="spelled")

    def spelled(self, rows: Any, name: str, text: str) -> Any:
        return rows.named(text.strip())


class BodyFilters(Filters):
    q = TextFilter("name", "单位名称")


class People(Listing):
    """One of three lists that share a page (「?kind=officers」)."""

    part = "people"
    heading = "人员"
    kept: ClassVar[tuple[str, ...]] = ("kind",)
    lead = "representatives/office/_people_lead.html"
    order = "pk"
    not_found = Empty("没有找到", "换个字再找，也可以换一类人。")

    @property
    def tabs(self) -> list[Tab]:
        return [Tab(kind.title, f"?kind={kind.key}", kind.key == self.key) for kind in KINDS]

    def when_empty(self) -> Empty:
        title = "这里还没有人"
        if not is_manager(self.user):
            return Empty(title, "请账号管理员导入名册。")
        text = "用表格导入以后，会列在这里。"
        return Empty(title, text, reverse("jobs:import_index"), "去导入")


ACCOUNT = Column(
    "account", "账号", value=lambda person: account_words(person.user), sort="user__last_login"
)


@listed
class Representatives(People):
    key, title = "representatives", "代表"
    kept = ("kind", "account")
    filters = SpelledFilters
    columns = (
        Column(
            "name",
            "姓名",
            link=to("office:representative"),
            sort="pinyin",
            is_head=True,
        ),
        Column(
            "posts",
            "代表职务",
            value="posts_line",
            words=lambda person: person.posts_line or "没有在任的代表职务",
            under="name",
            width=40,
        ),
        Column("station", "站点", value="station.name", sort="station__code", width=36),
        ACCOUNT,
    )

    @property
    def is_without_account(self) -> bool:
        return self.query.get("account") == "none"

    def rows(self) -> QuerySet[Representative]:
        found = Representative.objects.looked_after_by(self.user)
        if self.is_without_account:
            found = found.serving().filter(user=None)
        return with_seats(found).select_related("station", "user")

    def page_words(self) -> tuple[str, ...]:
        return ("没开通账号的在任代表",) if self.is_without_account else ()

    def when_empty(self) -> Empty:
        if self.is_without_account:
            return Empty("都开通了", "在任代表都有账号。")
        return super().when_empty()


@listed
class Officers(People):
    key, title = "officers", "联络员"
    filters = NameFilters
    columns = (
        Column("name", "姓名", link=to("office:officer"), sort="name", is_head=True),
        Column(
            "is_active",
            "在岗",
            words=lambda officer: "在岗" if officer.is_active else "不在岗",
            under="name",
        ),
        Column(
            "stations",
            "站点",
            value=lambda officer: [station.name for station in officer.stations.all()],
            width=36,
        ),
        ACCOUNT,
    )

    def rows(self) -> QuerySet[LiaisonOfficer]:
        found = LiaisonOfficer.objects.looked_after_by(self.user)
        return found.select_related("user").prefetch_related("stations")


@listed
class Departments(People):
    key, title = "departments", "承办单位"
    filters = BodyFilters
    columns = (
        Column(
            "name",
            "单位",
            link=to("office:department"),
            sort="name",
            is_head=True,
            width=36,
        ),
        Column("contact", "联系人", under="name"),
        Column("area", "区划", value="area.short_name", sort="area__path"),
        Column(
            "people",
            "账号",
            words=lambda body: f"{body.people} 个账号" if body.people else "未开通",
            sort="-people",
        ),
    )

    def rows(self) -> QuerySet[Department]:
        found = Department.objects.looked_after_by(self.user).select_related("area")
        return found.annotate(people=Count("members"))


KINDS: tuple[type[People], ...] = (Representatives, Officers, Departments)


@require_safe
@staff_only
def people(request: SignedInRequest) -> HttpResponse:
    asked = request.GET.get("kind")
    kind = next((kind for kind in KINDS if kind.key == asked), Representatives)
    return kind(request.user, request.GET).respond(request)


def with_seats(people: QuerySet[Any]) -> QuerySet[Any]:
    return people.prefetch_related(Prefetch("seats", Seat.objects.with_names().order_by("pk")))


def areas_of_account(person: Representative) -> list[Area]:
    """Where an account of this person will be able to do something; of a person with seats."""
    seats = [seat for seat in person.seats.all() if seat.status != Seat.Status.ENDED]
    return [person.area, *(seat.congress.area for seat in seats)]


# one of them ----------------------------------------------------------------------------------


@require_safe
@staff_only
def representative(request: SignedInRequest, pk: int) -> HttpResponse:
    person = get_representative(request, pk)
    seats = sorted(person.seats.all(), key=lambda seat: seat.status == Seat.Status.ENDED)
    serves = any(seat.status != Seat.Status.ENDED for seat in seats)
    context = {
        "person": person,
        "has_left": bool(seats) and not serves,
        "kind": "representative",
        "area": person.area,
        "seats": [(seat, _office_of(request, seat)) for seat in seats],
        "duty_reports": list(person.duty_reports.all()),
        "groups": list(person.group_memberships.current().select_related("group")),
        "branches": list(person.branch_memberships.current().select_related("branch")),
        "accounts": account_lines(request.user, [person.user] if person.user else []),
        "keeper": keeper_beyond(request.user, areas_of_account(person)),
        "may_change": can_manage(request.user, person.area),
        "blocks": blocks_of(request, "representative", person),
    }
    return office_page(request, "people", "representatives/office/representative.html", context)


def _office_of(request: SignedInRequest, seat: Seat) -> str:
    """Who decides about the seat; "" for a manager of its congress."""
    area = seat.congress.area
    return "" if can_manage(request.user, area) else office_name(area)


def get_representative(request: SignedInRequest, pk: int) -> Representative:
    visible = Representative.objects.looked_after_by(request.user)
    seats = Seat.objects.with_names().select_related("term__congress__area").order_by("pk")
    with_places = visible.select_related("station__area", "user__area").prefetch_related(
        Prefetch("seats", seats)
    )
    person: Representative = get_object_or_404(with_places, pk=pk)
    return person
