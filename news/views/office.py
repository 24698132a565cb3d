"""公告: written, published after the secrecy check, withdrawn at once. By the staff of the area."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import offices_of
from areas.dates import chinese_date
from news.forms import ArticleFilterForm, ArticleForm, state_of
from news.models import Article
from office.frame import form_page, office_page, staff_only
from office.notes import Action, record, what_changed
from office.paging import take_latest

PART = "bulletins"
SHOW_OR_ACT = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@staff_only
def bulletins(request: SignedInRequest) -> HttpResponse:
    form = ArticleFilterForm(request.GET)
    rows = form.narrow(Article.objects.looked_after_by(request.user))
    with_names = rows.select_related("area", "station", "published_by")
    found, pager = take_latest(request, with_names, "published_on")
    today = timezone.localdate()
    listed = []
    for article in found:
        words, tone = state_of(article, today)
        listed.append({"article": article, "state": words, "tone": tone})
    context = {"rows": listed, "form": form, **pager}
    return office_page(request, PART, "news/office/bulletins.html", context)


@SHOW_OR_ACT
@staff_only
def add_bulletin(request: SignedInRequest) -> HttpResponse:
    today = timezone.localdate()
    article = Article(published_by=request.user)
    initial = {"area": offices_of(request.user)[0], "published_on": today}
    form = ArticleForm(
        request.POST or None, instance=article, user=request.user, today=today, initial=initial
    )
    if request.method != "POST" or not form.is_valid():
        back = reverse("office:bulletins")
        return form_page(request, PART, form, "写公告", back, button="发布")
    with transaction.atomic():
        form.save()
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
    if article.withdrawn_at:
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
        still_up = Article.objects.select_for_update().filter(pk=pk, withdrawn_at=None)
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
    with transaction.atomic():
        still_up = Article.objects.filter(pk=pk, withdrawn_at=None)
        if still_up.update(withdrawn_at=timezone.now()):
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
