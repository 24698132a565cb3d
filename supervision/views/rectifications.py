"""整改 as the office sees it: what is open, what is late, what waits for the second check."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages as flash
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from areas.dates import chinese_date
from casework.workflow import TransitionError
from office.frame import managers_only, office_page, staff_only
from office.lists import Column, Empty, Filters, Listing, Tab, listed, to
from office.lists.filters import DateFilter, PlaceFilter
from supervision.due import due_of_rectification
from supervision.forms.rectifications import (
    CancelForm,
    CheckForm,
    DemandForm,
    ProlongForm,
    SendBackForm,
)
from supervision.models import Evaluation, Rectification, Subject
from supervision.permissions import can_check, can_run
from supervision.states import RECTIFICATION_OPEN, RectificationState
from yichang_renda.asking import pk_of

PART = "rectifications"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])
CHECK = 422
TABS = (("open", "在办"), ("late", "超期"), ("check", "待复查"), ("all", "全部"))


class RectificationFilters(Filters):
    area = PlaceFilter("subject__evaluation__area__", "测评的机关（代码或名称）")
    since = DateFilter("due_date", "gte", "期限从哪天")
    until = DateFilter("due_date", "lte", "到哪天")


@listed
class Rectifications(Listing):
    """One of four lists, the one due first on top (of all: the newest), of one evaluation or all."""

    key, title, part = "rectifications", "整改", PART
    kept = ("show", "evaluation")
    template = "supervision/office/rectifications.html"
    lead = "components/_list_tabs.html"
    filters = RectificationFilters
    columns = (
        Column("title", "整改事项", link=to("office:rectification"), is_head=True, width=40),
        Column("subject", "整改单位", value="subject.name", width=24),
        Column(
            "evaluation",
            "测评",
            value="subject.evaluation.title",
            link=lambda item: item.evaluation_url,
            sort="-subject__evaluation__year",
            width=40,
        ),
        Column(
            "year",
            "年度",
            value="subject.evaluation.year",
            words=lambda item: f"{item.subject.evaluation.year} 年",
            under="evaluation",
        ),
        Column("due_date", "到哪天", sort="due_date", index="rectifications_running"),
        Column("due", "期限", value="due.text", template="components/_due_cell.html"),
    )

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        self.today = timezone.localdate()
        self.show = next((key for key, _ in TABS if key == query.get("show")), "open")
        self.order = "-due_date" if self.show == "all" else "due_date"

    @cached_property
    def evaluation(self) -> Evaluation | None:
        """「?evaluation=7」; 404 for what the person does not look after."""
        asked = self.query.get("evaluation", "")
        if not asked:
            return None
        return get_object_or_404(Evaluation.objects.looked_after_by(self.user), pk=pk_of(asked))

    def visible(self) -> QuerySet[Rectification]:
        rows = Rectification.objects.looked_after_by(self.user)
        return rows.filter(subject__evaluation=self.evaluation) if self.evaluation else rows

    def rows(self) -> QuerySet[Rectification]:
        return self.visible().filter(_where(self.today)[self.show]).with_names()  # type: ignore[attr-defined]

    def page_words(self) -> tuple[str, ...]:
        shown = dict(TABS)[self.show]
        return (shown, self.evaluation.title) if self.evaluation else (shown,)

    def dressed(self, found: list[Any]) -> list[Any]:
        for item in found:
            item.due = due_of_rectification(item, self.today)
            item.evaluation_url = self.url(evaluation=str(item.subject.evaluation_id))
        return found

    @cached_property
    def tabs(self) -> list[Tab]:
        where = _where(self.today)
        counts = self.visible().aggregate(
            **{key: Count("pk", filter=what) for key, what in where.items() if key != "all"}
        )
        late = "late" if counts["late"] else ""
        return [
            Tab(
                label,
                self.url(show=key),
                key == self.show,
                counts.get(key),
                late if key == "late" else "",
            )
            for key, label in TABS
        ]

    def when_empty(self) -> Empty:
        return NOTHING.get(self.show, NOTHING["all"])


NOTHING = {
    "late": Empty("没有超期的整改"),
    "check": Empty("没有等复查的整改", "整改单位报了结果，会列在这里。"),
    "all": Empty("没有整改", "计票以后，在测评结果里对着一个测评对象提出。"),
}


@require_safe
@staff_only
def rectifications(request: SignedInRequest) -> HttpResponse:
    return Rectifications(request.user, request.GET).respond(request)


def _where(today: date) -> dict[str, Q]:
    return {
        "open": Q(state__in=RECTIFICATION_OPEN),
        "late": Q(state=RectificationState.MENDING, due_date__lt=today),
        "check": Q(state=RectificationState.REPORTED),
        "all": Q(),
    }


@require_safe
@staff_only
def rectification(request: SignedInRequest, pk: int) -> HttpResponse:
    item = get_rectification(request, pk)
    runs = can_run(request.user, item.subject.evaluation)
    mending = item.state == RectificationState.MENDING
    events = list(item.events.order_by("pk"))
    context = detail_of(item, events) | {
        "may_check": item.state == RectificationState.REPORTED and can_check(request.user, item),
        "waits_for_another": runs
        and item.state == RectificationState.REPORTED
        and not can_check(request.user, item),
        "may_prolong": runs and mending and not any(one.kind == "prolong" for one in events),
        "may_cancel": runs and item.state in RECTIFICATION_OPEN,
    }
    return office_page(request, PART, "supervision/office/rectification.html", context)


def detail_of(item: Rectification, events: list[Any]) -> dict[str, Any]:
    """What the page of the office and that of the object show alike."""
    mending = item.state == RectificationState.MENDING
    return {
        "item": item,
        "subject": item.subject,
        "evaluation": item.subject.evaluation,
        "due": due_of_rectification(item, timezone.localdate()),
        "explained": item.explain_due() if mending else None,
        "events": events,
    }


@SHOW_OR_ACT
@managers_only
def add_rectification(request: SignedInRequest) -> HttpResponse:
    """「?subject=12」: for one object of a counted evaluation."""
    asked = request.GET.get("subject") or request.POST.get("subject") or ""
    visible = Subject.objects.looked_after_by(request.user).with_names()
    subject = get_object_or_404(visible.select_related("evaluation__area"), pk=pk_of(asked))
    if not can_run(request.user, subject.evaluation):
        raise Http404
    form = DemandForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            item = Rectification.objects.demand(subject, by=request.user, **form.cleaned_data)
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, f"整改已发出，{chinese_date(item.due_date)}前报结果。")
            return redirect("office:rectification", item.pk)
    context = {
        "form": form,
        "act_title": f"对{subject.name}提出整改",
        "act_button": "发出整改",
        "act_words": f"来自「{subject.evaluation.title}」。对方会收到通知。",
        "hidden": [("subject", subject.pk)],
        "back_url": reverse("office:rectifications"),
    }
    return office_page(
        request,
        PART,
        "supervision/office/rectification_act.html",
        context,
        CHECK if form.is_bound else 200,
    )


# acts on one --------------------------------------------------------------------------------------


def _act(
    request: SignedInRequest,
    pk: int,
    form_class: type[forms.Form],
    do: Callable[[Rectification, dict[str, Any]], None],
    *,
    title: str,
    button: str,
    words: str = "",
    done: str,
) -> HttpResponse:
    """Ask, do it, say that it is done; 404 for whoever doesn't run the evaluation."""
    item = get_rectification(request, pk)
    if not can_run(request.user, item.subject.evaluation):
        raise Http404
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            do(item, form.cleaned_data)
        except TransitionError as error:
            form.add_error(None, str(error))
        else:
            flash.success(request, done)
            return redirect("office:rectification", pk)
    context = {
        "form": form,
        "act_title": title,
        "act_button": button,
        "act_words": words,
        "hidden": [],
        "back_url": item.get_absolute_url(),
    }
    return office_page(
        request,
        PART,
        "supervision/office/rectification_act.html",
        context,
        CHECK if form.is_bound else 200,
    )


@SHOW_OR_ACT
@managers_only
def check_rectification(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        CheckForm,
        lambda item, data: item.pass_check(data["text"], by=request.user),
        title="复查通过",
        button="复查通过",
        done="复查通过，整改完成。",
        words="报结果的人不能自己复查。",
    )


@SHOW_OR_ACT
@managers_only
def send_back_rectification(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        SendBackForm,
        lambda item, data: item.send_back(data["text"], data["days"], by=request.user),
        title="退回再办",
        button="退回再办",
        done="已退回，对方会收到通知。",
    )


@SHOW_OR_ACT
@managers_only
def prolong_rectification(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        ProlongForm,
        lambda item, data: item.prolong(data["days"], data["text"], by=request.user),
        title="延长期限",
        button="延长",
        done="期限延长了，对方会收到通知。",
    )


@SHOW_OR_ACT
@managers_only
def cancel_rectification(request: SignedInRequest, pk: int) -> HttpResponse:
    return _act(
        request,
        pk,
        CancelForm,
        lambda item, data: item.cancel(data["text"], by=request.user),
        title="撤销整改",
        button="撤销整改",
        done="整改撤销了。",
        words="撤销以后不用再办，经过还留着。",
    )


def get_rectification(request: SignedInRequest, pk: int) -> Rectification:
    visible = Rectification.objects.looked_after_by(request.user).with_names()
    return get_object_or_404(visible.select_related("reported_by", "checked_by"), pk=pk)
