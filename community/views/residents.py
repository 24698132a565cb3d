"""Who represents the residents of a community: registered, and the end of their terms."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from areas.dates import chinese_date
from community.forms import EndTermForm, ResidentForm
from community.keepers import get_congress
from community.models import ResidentRepresentative, SmallCongress
from community.views.congresses import SHOW_OR_ACT, OfCongress, ask, back, child, note
from office.lists import Column, Empty, Filters, listed
from office.lists.filters import ChoiceFilter

RESIDENT_STATES = {"serving": "在任", "coming": "还没开始", "over": "任期已满"}


@never_cache
@require_safe
def residents(request: SignedInRequest, pk: int) -> HttpResponse:
    return _residents_page(request, get_congress(request, pk), ResidentForm())


@never_cache
@require_POST
def add_resident(request: SignedInRequest, pk: int) -> HttpResponse:
    congress = get_congress(request, pk)
    form = ResidentForm(request.POST, instance=ResidentRepresentative(congress=congress))
    if form.is_valid():
        try:
            with transaction.atomic():
                form.instance.begin()
                note(request, congress, f"新增居民代表 {form.instance}")
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return back(request, f"{form.instance}已登记。", "residents", congress)
    return _residents_page(request, congress, form)


class ResidentFilters(Filters):
    state = ChoiceFilter("state", "任期", tuple(RESIDENT_STATES.items()), method="in_state")

    def in_state(self, rows: Any, name: str, value: str) -> Any:
        today = timezone.localdate()
        if value == "serving":
            return rows.on(today)
        return (
            rows.filter(starts_on__gt=today)
            if value == "coming"
            else rows.filter(ends_on__lt=today)
        )


@listed
class Residents(OfCongress):
    key, title = "residents", "居民代表"
    template, page_name = "community/office/residents.html", "office:residents"
    filters = ResidentFilters
    order = "-ends_on"
    columns = (
        Column("name", "姓名", sort="name", is_head=True),
        Column("represents", "代表的楼栋或网格", under="name", width=30),
        Column("starts_on", "任期开始", sort="-starts_on"),
        Column("ends_on", "任期结束", sort="-ends_on"),
        Column(
            "state",
            "任期",
            value=lambda resident: RESIDENT_STATES[resident.state],
            tone=lambda resident: "done" if resident.state == "serving" else "plain",
        ),
    )
    acts = "community/office/_resident_acts.html"
    nothing = Empty("还没有居民代表", "登记以后，会列在这里，也会公开。")

    def rows(self) -> QuerySet[ResidentRepresentative]:
        return ResidentRepresentative.objects.filter(congress=self.owner)

    def dressed(self, found: list[Any]) -> list[Any]:
        today = timezone.localdate()
        for one in found:
            is_over, is_coming = one.ends_on < today, one.starts_on > today
            one.state = "over" if is_over else "coming" if is_coming else "serving"
        return found


def _residents_page(
    request: SignedInRequest, congress: SmallCongress, form: ResidentForm
) -> HttpResponse:
    serving = congress.residents.on(timezone.localdate()).count()
    listing = Residents(request.user, request.GET, congress)
    return listing.answer(request, form, tab="residents", serving=serving)


@never_cache
@SHOW_OR_ACT
def end_resident(request: SignedInRequest, pk: int) -> HttpResponse:
    resident = child(request, ResidentRepresentative, pk)
    today = timezone.localdate()
    if resident.ends_on < today:
        return back(request, "任期已经满了。", "residents", resident.congress)
    form = EndTermForm(request.POST or None, resident=resident, initial={"ends_on": today})
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            resident.ends_on = form.cleaned_data["ends_on"]
            resident.save(update_fields=["ends_on"])
            note(request, resident.congress, f"居民代表 {resident} 任期到 {resident.ends_on}")
        words = f"{resident}的任期到{chinese_date(resident.ends_on)}为止。"
        return back(request, words, "residents", resident.congress)
    return ask(
        request,
        form,
        resident.congress,
        "residents",
        title=f"结束{resident}的任期",
        text="结束以后还留在名册里，不能再当召集人。",
        button="结束任期",
    )
