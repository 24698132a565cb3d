"""A community's small congress: set up, looked at as a whole, its people and meetings."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages as flash
from django.db import IntegrityError, transaction
from django.db.models import Model, QuerySet, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_office_staff
from areas.dates import chinese_date
from community.forms import CongressForm, HeldForm, MeetingForm
from community.keepers import can_have_congress, congresses_of, get_congress
from community.models import (
    CommunityMeeting,
    Disclosure,
    SmallCongress,
    SmallCongressQuerySet,
)
from office.frame import form_page, office_page
from office.lists import Column, Empty, Listing, listed, to
from office.notes import record, what_changed
from stations.keepers import looks_after_stations, seen_stations
from stations.models import Station
from stations.serving import stations_of

PART = "communities"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


class OfCongress(Listing):
    """A list that a form for one more stands beside, on a page of its congress."""

    part = PART
    allowed = staticmethod(looks_after_stations)
    page_name: ClassVar[str]  # of its URL; a refused form is answered at another

    @classmethod
    def owners(cls, user: User) -> QuerySet[Any]:
        return congresses_of(user)

    @property
    def path(self) -> str:
        return reverse(self.page_name, args=[self.owner.pk])

    def answer(self, request: SignedInRequest, form: Any, **context: Any) -> HttpResponse:
        status = 422 if form.errors else 200
        shown = {"congress": self.owner, "form": form} | context
        return self.respond(request, status=status, **shown)


def _news(column: Disclosure.Column) -> Column:
    """A column of disclosure: since when it has had nothing new."""

    def words(congress: SmallCongress) -> Any:
        state = congress.states[column]  # type: ignore[attr-defined]
        if state.is_stale:
            return f"{state.days} 天没有更新"
        return "还没有公开过" if state.is_empty else state.since

    return Column(
        f"news_{column.value}",
        column.label.removesuffix("事务公开"),
        words=words,
        tone=lambda congress: "late" if congress.states[column].is_stale else "",
        sort=f"-news_{column.value}",
    )


@listed
class Communities(Listing):
    key, title, part = "communities", "居民议事会", PART
    intro = "社区「小人大」：居民代表、会议、工作小组和三公开。"
    lead = "community/office/_without.html"
    order = "pk"
    columns = (
        Column(
            "congress",
            "议事会",
            value=str,
            link=to("office:community"),
            sort="station__code",
            is_head=True,
            width=30,
        ),
        Column("station", "站点", value="station.name", under="congress", width=36),
        Column("founded_on", "成立日期", sort="-founded_on"),
        *map(_news, Disclosure.Column),
    )
    allowed = staticmethod(looks_after_stations)

    def rows(self) -> SmallCongressQuerySet:
        return congresses_of(self.user).with_news(timezone.localdate())

    def dressed(self, found: list[Any]) -> list[Any]:
        today = timezone.localdate()
        for congress in found:
            congress.states = {state.value: state for state in congress.columns(today)}
        return found

    @cached_property
    def without(self) -> list[Station]:
        """Stations an officer may set one up for; staff start from a station's page."""
        own = [] if is_office_staff(self.user) else stations_of(self.user)
        have = SmallCongress.objects.filter(station__in=own).values_list("station", flat=True)
        taken = set(have) if own else set()
        return [one for one in own if can_have_congress(one) and one.pk not in taken]

    def when_empty(self) -> Empty:
        if self.without:
            return Empty("还没有居民议事会", "点上面的按钮，先建起来。")
        if not is_office_staff(self.user):
            return Empty("没有居民议事会", "只有村和社区的站点可以建。")
        text = "到村（社区）的站点页面点「建居民议事会」。"
        return Empty("还没有居民议事会", text, reverse("office:stations"), "看站点")


@never_cache
@require_safe
def communities(request: SignedInRequest) -> HttpResponse:
    return Communities(request.user, request.GET).respond(request)


@never_cache
@SHOW_OR_ACT
def set_up_community(request: SignedInRequest, pk: int) -> HttpResponse:
    station = get_object_or_404(seen_stations(request.user).select_related("area"), pk=pk)
    if not can_have_congress(station):
        raise Http404
    if existing := SmallCongress.objects.filter(station=station).first():
        return redirect("office:community", existing.pk)
    form = CongressForm(
        request.POST or None,
        instance=SmallCongress(station=station),
        initial={"founded_on": timezone.localdate()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                form.instance.set_up()
                record(request, f"建居民议事会：{station}", station.area)
        except IntegrityError:  # two people at the same moment
            return redirect("office:set_up_community", pk)
        flash.success(request, "议事会建好了，先有六个工作小组，名称可以改。")
        return redirect("office:community", form.instance.pk)
    context = {"station": station, "form": form, "congress": None}
    return page(request, "community/office/edit.html", context, form.errors)


@never_cache
@require_safe
def community(request: SignedInRequest, pk: int) -> HttpResponse:
    congress, today = get_congress(request, pk), timezone.localdate()
    planned = congress.meetings.filter(held_on=None).order_by("planned_on", "pk")
    context = {
        "congress": congress,
        "tab": "all",
        "columns": list(congress.columns(today)),
        "serving": congress.residents.on(today).count(),
        "next_meeting": planned.first(),
        "last_meeting": congress.meetings.exclude(held_on=None).order_by("-held_on").first(),
        "groups": list(congress.working_groups.select_related("convenor")),
        "today": today,
    }
    return office_page(request, PART, "community/office/detail.html", context)


@never_cache
@SHOW_OR_ACT
def edit_community(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = get_congress(request, pk)
    form = CongressForm(request.POST or None, instance=congress)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            note(request, congress, "修改", what_changed(form))
        return back(request, "已保存。", "community", congress)
    context = {"station": congress.station, "form": form, "congress": congress}
    return page(request, "community/office/edit.html", context, form.errors)


# meetings -------------------------------------------------------------------------------------


@never_cache
@require_safe
def meetings(request: SignedInRequest, pk: int) -> HttpResponse:
    return _meetings_page(request, get_congress(request, pk), MeetingForm())


@never_cache
@require_POST
def plan_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = get_congress(request, pk)
    form = MeetingForm(request.POST, instance=CommunityMeeting(congress=congress))
    if not form.is_valid():
        return _meetings_page(request, congress, form)
    with transaction.atomic():
        form.save()
        note(request, congress, f"计划会议 {form.instance}")
    return back(request, "会议已排上。", "meetings", congress)


@listed
class Meetings(OfCongress):
    key, title = "meetings", "议事会会议"
    template, page_name = "community/office/meetings.html", "office:meetings"
    order = "-planned_on"
    columns = (
        Column("topic", "议题", is_head=True, width=30),
        Column("planned_on", "计划日期", sort="-planned_on"),
        Column("held_on", "召开日期", sort="-held_on"),
        Column("attended", "到会人数", sort="-attended", is_number=True, total=Sum("attended")),
        Column("decisions", "议定事项", width=50),
    )

    def rows(self) -> QuerySet[CommunityMeeting]:
        return CommunityMeeting.objects.filter(congress=self.owner)


def _meetings_page(
    request: SignedInRequest, congress: SmallCongress, form: MeetingForm
) -> HttpResponse:
    listing = Meetings(request.user, request.GET, congress)
    return listing.answer(request, form, tab="meetings", today=timezone.localdate())


@never_cache
@SHOW_OR_ACT
def hold_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """What came out of a meeting; also the way to correct it."""
    meeting = child(request, CommunityMeeting, pk)
    known = {
        "held_on": meeting.held_on or meeting.planned_on,
        "attended": meeting.attended,
        "decisions": meeting.decisions,
    }
    form = HeldForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for name, value in form.cleaned_data.items():
                setattr(meeting, name, value)
            meeting.save(update_fields=list(form.cleaned_data))
            note(request, meeting.congress, f"会议记录 {meeting}")
        return back(request, "会议情况已记下，公开页面上看得到。", "meetings", meeting.congress)
    return ask(
        request,
        form,
        meeting.congress,
        "meetings",
        title=f"会议情况：{meeting}",
        text=f"计划 {chinese_date(meeting.planned_on)}召开。",
        button="保存",
    )


@never_cache
@require_POST
def cancel_meeting(request: SignedInRequest, pk: int) -> HttpResponse:
    """Only a meeting that was not held."""
    meeting = child(request, CommunityMeeting, pk)
    with transaction.atomic():
        deleted, _ = CommunityMeeting.objects.filter(pk=pk, held_on=None).delete()
        if deleted:
            note(request, meeting.congress, f"取消会议 {meeting}")
    words = "会议已取消。" if deleted else "会已经开过了，不能取消。"
    return back(request, words, "meetings", meeting.congress)


# shared ---------------------------------------------------------------------------------------


def child(request: SignedInRequest, model: type[Model], pk: int) -> Any:
    """A row of a congress that the person works on, with that congress."""
    mine = congresses_of(request.user).order_by().values("pk")
    rows = model._default_manager.filter(congress__in=mine)
    return get_object_or_404(rows.select_related("congress__station__area"), pk=pk)


def note(request: SignedInRequest, congress: SmallCongress, what: str, reason: str = "") -> None:
    record(request, f"{congress}：{what}", congress.station.area, reason)


def back(request: SignedInRequest, words: str, name: str, congress: SmallCongress) -> HttpResponse:
    flash.success(request, words)
    return redirect(f"office:{name}", congress.pk)


def page(
    request: SignedInRequest, template: str, context: dict[str, Any], errors: Any
) -> HttpResponse:
    status = 422 if errors else 200
    return office_page(request, PART, template, context, status)


def ask(
    request: SignedInRequest,
    form: Any,
    congress: SmallCongress,
    back_name: str,
    *,
    title: str,
    text: str,
    button: str,
) -> HttpResponse:
    """A page that asks for what an act needs."""
    page = reverse(f"office:{back_name}", args=[congress.pk])
    return form_page(request, PART, form, title, page, text=text, button=button)
