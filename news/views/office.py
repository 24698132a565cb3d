"""公告: written, published after the secrecy check, withdrawn at once. By the staff of the area."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import offices_of
from areas.dates import chinese_date
from casework.workflow import TransitionError
from news.forms import ArticleFilters, ArticleForm, state_of
from news.models import Article
from office.frame import form_page, staff_only
from office.lists import Column, Empty, Listing, listed
from office.notes import Action, record, what_changed

PART = "bulletins"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@listed
class Bulletins(Listing):
    key, title, part = "bulletins", "公告", PART
    add = ("office:add_bulletin", "写公告")
    filters = ArticleFilters
    order = "-published_on"
    columns = (
        Column("title", "公告", is_head=True, width=40),
        Column(
            "whose",
            "机关或站点",
            value=lambda article: article.station.name if article.station else article.area,
            under="title",
            width=36,
        ),
        Column(
            "state",
            "状态",
            value="state.words",
            tone=lambda article: article.state.tone,
        ),
        Column("withdrawn_at", "撤下时间", under="state", width=18),
        Column("published_on", "从哪天", sort="-published_on"),
        Column("until", "到哪天", sort="-until"),
        Column("published_by", "发布人"),
    )
    acts = "news/office/_bulletin_acts.html"
    nothing = Empty("还没有公告", "发布以后，首页和站点页面上看得到。")
    not_found = Empty("没有这样的公告", "换个状态再看。")

    def rows(self) -> QuerySet[Article]:
        rows = Article.objects.looked_after_by(self.user)
        return rows.select_related("area", "station", "published_by")

    def dressed(self, found: list[Any]) -> list[Any]:
        today = timezone.localdate()
        for article in found:
            article.state = state_of(article, today)
        return found

    def may_add(self) -> bool:
        return True


@require_safe
@staff_only
def bulletins(request: SignedInRequest) -> HttpResponse:
    return Bulletins(request.user, request.GET).respond(request)


@SHOW_OR_ACT
@staff_only
def add_bulletin(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    article = Article(written_by=request.user)
    initial = {"area": offices_of(request.user)[0], "published_on": today}
    form = ArticleForm(
        request.POST or None, instance=article, user=request.user, today=today, initial=initial
    )
    if request.method != "POST" or not form.is_valid():
        back = reverse("office:bulletins")
        return form_page(request, PART, form, "写公告", back, button="发布")
    with transaction.atomic():
        form.save()
        article.publish(by=request.user)
        record(
            request,
            f"发布公告「{article}」",
            article.area,
            _where(article),
            action=Action.PUBLISH,
        )
    if article.published_on > today:
        flash.success(request, f"已安排，{chinese_date(article.published_on)}自动发布。")
    else:
        flash.success(request, "已发布，公开的页面上马上就能看到。")
    return redirect("office:bulletins")


@SHOW_OR_ACT
@staff_only
def edit_bulletin(request: SignedInRequest, pk: int) -> HttpResponse:
    """The check for secrets is confirmed anew: the words may have changed."""
    article = _bulletin(request, pk)
    if article.is_withdrawn:
        return _is_withdrawn(request)
    title = f"修改公告「{article}」"
    initial = {"secrecy_checked": False}
    form = ArticleForm(
        request.POST or None,
        instance=article,
        user=request.user,
        today=timezone.localdate(),
        initial=initial,
    )
    if request.method != "POST" or not form.is_valid():
        return form_page(request, PART, form, title, reverse("office:bulletins"))
    with transaction.atomic():
        still_up = Article.objects.select_for_update().published().filter(pk=pk)
        if not still_up.exists():  # a moment ago: saving would put it up again
            return _is_withdrawn(request)
        form.save()
        record(request, title, article.area, what_changed(form), action=Action.PUBLISH)
    flash.success(request, "改好了，公开的页面上马上就能看到。")
    return redirect("office:bulletins")


@require_POST
@staff_only
def withdraw_bulletin(request: SignedInRequest, pk: int) -> HttpResponse:
    """Nobody reads it from this moment on; it stays in the list."""
    article = _bulletin(request, pk)
    # Withdrawn already, by oneself or by somebody in this moment: what was asked for is done.
    if article.is_published:
        with suppress(TransitionError), transaction.atomic():
            article.withdraw(by=request.user)
            record(request, f"撤下公告「{article}」", article.area, action=Action.PUBLISH)
    flash.success(request, f"「{article}」已撤下，公开的页面上看不到了。")
    return redirect("office:bulletins")


def _bulletin(request: SignedInRequest, pk: int) -> Article:
    visible = Article.objects.looked_after_by(request.user).select_related("area", "station")
    return get_object_or_404(visible, pk=pk)


def _is_withdrawn(request: SignedInRequest) -> HttpResponse:
    flash.error(request, "已经撤下的公告不能改，需要的话重新写一条。")
    return redirect("office:bulletins")


def _where(article: Article) -> str:
    until = f"至 {chinese_date(article.until)}" if article.until else ""
    place = article.station or article.area
    return f"{place}，{chinese_date(article.published_on)}起{until}，已做保密审查"
