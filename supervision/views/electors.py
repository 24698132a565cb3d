"""Who votes in an evaluation, and from what they keep out. Who has voted is on no page."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Filters, listed
from office.lists.filters import TextFilter
from office.paging import posted_pk
from supervision.ballots import electorates
from supervision.forms.running import ElectorForm, RecusalForm
from supervision.models import Elector, Evaluation, Recusal
from supervision.permissions import can_edit
from supervision.views.pages import OfEvaluation
from supervision.views.running import (
    PART,
    SHOW_OR_ACT,
    get_editable,
    get_evaluation,
    refusing_in_words,
)


class ElectorFilters(Filters):
    q = TextFilter("representative__name", "姓名")


@listed
class Electors(OfEvaluation):
    """``has_voted`` is no column, no filter and no order: a workbook would be a list of those who
    have not."""

    key, title = "electors", "参加测评的代表"
    template = "supervision/office/evaluation_electors.html"
    filters = ElectorFilters
    order = "pk"
    columns = (
        Column("representative", "代表", sort="representative__pinyin", is_head=True),
        Column(
            "station",
            "站点",
            value="representative.station.name",
            sort="representative__station__name",
            width=24,
        ),
        Column(
            "recusals",
            "回避",
            value=lambda one: "；".join(
                f"{row.subject}：{row.reason}" for row in one.recusals.all()
            ),
            template="supervision/office/includes/_recusals.html",
            width=40,
        ),
    )
    acts = "supervision/office/includes/_elector_acts.html"
    nothing = Empty("还没有名单", "先选测评对象，再生成名单。")
    not_found = Empty("名单里没有这个名字")

    def when_empty(self) -> Empty:
        if self.owner.electorate_digest:
            return Empty("这里没有逐人的名单", "开始时定下的名单，这里只有校验值。")
        return self.nothing

    def rows(self) -> QuerySet[Elector]:
        subject = ("subject__department", "subject__seat__representative")
        recusals = Prefetch("recusals", Recusal.objects.select_related(*subject).order_by("pk"))
        own = Elector.objects.filter(evaluation=self.owner)
        return own.select_related("representative__station").prefetch_related(recusals)

    @cached_property
    def may_edit(self) -> bool:
        return can_edit(self.user, self.owner)

    @property
    def may_recuse(self) -> bool:
        return self.may_edit and self.owner.recuses


@require_safe
@staff_only
def electors(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_evaluation(request, pk)
    context: dict[str, Any] = {
        "evaluation": found,
        "is_begun": found.electors.exists(),
        "without_account": found.electors.filter(representative__user=None).count(),
    }
    return Electors(request.user, request.GET, found).respond(request, **context)


@require_POST
@managers_only
@refusing_in_words
def propose_electors(request: SignedInRequest, pk: int) -> HttpResponse:
    """From the seats of the term that votes; replaces the list."""
    found = get_editable(request, pk)
    keys = electorates.proposed(found)
    electorates.set_electors(found, keys)
    if keys:
        flash.success(request, f"按在任代表生成了名单，共 {len(keys)} 人。")
    else:
        flash.warning(request, "没有找到在任代表。请先看届次和测评对象对不对。")
    return redirect("office:evaluation_electors", pk)


@SHOW_OR_ACT
@managers_only
@refusing_in_words
def add_elector(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    form = ElectorForm(request.POST or None, evaluation=found)
    if request.method == "POST" and form.is_valid():
        person = form.cleaned_data["name"]
        with transaction.atomic():
            found.begin_change(new_ballot=False)
            Elector.objects.get_or_create(evaluation=found, representative=person)
        flash.success(request, f"{person}在名单里了。")
        return redirect("office:evaluation_electors", pk)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": "加一位代表",
        "act_button": "加入",
        "act_text": "填姓名；要是本区在任的代表。",
    }
    status = 422 if form.is_bound else 200
    return office_page(request, PART, "supervision/office/evaluation_act.html", context, status)


@require_POST
@managers_only
@refusing_in_words
def remove_elector(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    elector = get_object_or_404(found.electors, pk=posted_pk(request, "elector"))
    with transaction.atomic():
        found.begin_change(new_ballot=False)
        elector.delete()
    flash.success(request, "已从名单里去掉。")
    return redirect("office:evaluation_electors", pk)


@SHOW_OR_ACT
@managers_only
@refusing_in_words
def recuse(request: SignedInRequest, pk: int, elector_pk: int) -> HttpResponse:
    """回避: only where the scheme says so, and never in session."""
    found = get_editable(request, pk)
    elector = get_object_or_404(found.electors.select_related("representative"), pk=elector_pk)
    form = RecusalForm(request.POST or None, evaluation=found, initial={"elector": elector.pk})
    if not found.recuses:
        flash.error(request, "这次测评不实行回避。")
        return redirect("office:evaluation_electors", pk)
    if request.method == "POST" and form.is_valid() and _leaves_something(form, found, elector):
        with transaction.atomic():
            found.begin_change(new_ballot=False)
            Recusal.objects.update_or_create(
                elector=elector,
                subject=form.cleaned_data["subject"],
                defaults={"reason": form.cleaned_data["reason"]},
            )
        flash.success(request, f"{elector}的选票上不会有{form.cleaned_data['subject']}。")
        return redirect("office:evaluation_electors", pk)
    context = {
        "evaluation": found,
        "form": form,
        "act_title": f"{elector}回避",
        "act_button": "登记回避",
        "act_text": "这位代表的选票上不出现回避的测评对象。",
    }
    status = 422 if form.is_bound else 200
    return office_page(request, PART, "supervision/office/evaluation_act.html", context, status)


def _leaves_something(form: RecusalForm, found: Evaluation, elector: Elector) -> bool:
    kept_out = set(elector.recusals.values_list("subject", flat=True))
    kept_out.add(form.cleaned_data["subject"].pk)
    if found.subjects.rated().exclude(pk__in=kept_out).exists():
        return True
    form.add_error(
        "subject", "不能对全部测评对象都回避，那样就没有选票了；请从名单里去掉这位代表。"
    )
    return False


@require_POST
@managers_only
@refusing_in_words
def unrecuse(request: SignedInRequest, pk: int) -> HttpResponse:
    found = get_editable(request, pk)
    recusals = Recusal.objects.filter(elector__evaluation=found)
    recusal = get_object_or_404(recusals, pk=posted_pk(request, "recusal"))
    with transaction.atomic():
        found.begin_change(new_ballot=False)
        recusal.delete()
    flash.success(request, "这条回避取消了。")
    return redirect("office:evaluation_electors", pk)
