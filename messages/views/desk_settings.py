"""What people at a desk keep for themselves: code, journeys, replies, filters, their record."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages as flash
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from areas.dates import chinese_date
from messages.forms.kept import AwayForm, CannedForm, SaveFilterForm
from messages.hats import hats_of
from messages.models import CannedReply, Message, ResponseRecord, SavedFilter
from messages.publishing.redaction import hide_phones
from office.lists import Column, Empty, Listing, listed, to
from representatives.models import MessageCode, Representative
from yichang_renda.qr import qr_png, qr_svg

require_page = require_http_methods(["GET", "HEAD", "POST"])
FIRST_YEAR = 2020
QUIET = 2  # modules around a code; the card is white too


def _own_person(request: HttpRequest) -> Representative:
    """Of an active seat: nobody hands out the code of a suspended one."""
    person = hats_of(request.user).representative
    if person is None:
        raise Http404
    return person


def _own_code(request: HttpRequest) -> MessageCode:
    code = _own_person(request).codes.live().first()
    if code is None:
        raise Http404
    return code


# the representative's code ----------------------------------------------------------------------


def _code_url(code: MessageCode) -> str:
    return settings.SITE_URL + reverse("messages:voter", args=[code.slug])


@never_cache
@require_safe
def code(request: HttpRequest, kind: str) -> HttpResponse:
    """One's own QR code, as .svg for the page or .png to keep."""
    own = _own_code(request)
    link = _code_url(own)
    if kind not in ("svg", "png"):
        raise Http404
    if kind == "svg":
        picture = qr_svg(link, for_outdoors=True, quiet=QUIET)
        return HttpResponse(picture, content_type="image/svg+xml")
    picture = qr_png(link, dots=16, for_outdoors=True, quiet=QUIET, mask=None)
    response = HttpResponse(picture, content_type="image/png")
    response["Content-Disposition"] = f'attachment; filename="{own.slug}.png"'
    return response


@never_cache
@require_safe
def name_card(request: HttpRequest) -> HttpResponse:
    """Ten name cards on a sheet of A4."""
    person, own = _own_person(request), _own_code(request)
    context = {
        "person": person,
        "code": own,
        "address": _code_url(own).partition("://")[2],
        "posts": person.posts_line,
        "cards": range(10),
    }
    return render(request, "desk/settings_name_card.html", context)


# 外出 -------------------------------------------------------------------------------------------


@never_cache
@require_page
def away(request: HttpRequest) -> HttpResponse:
    person, today = _own_person(request), timezone.localdate()
    form = AwayForm(request.POST or None, instance=person, today=today)
    if request.method == "POST" and form.is_valid():
        form.save()
        until = chinese_date(form.cleaned_data["away_until"])
        flash.success(request, f"已登记外出，到 {until} 为止新留言由联络员受理。")
        return redirect("desk:list")
    waiting = Message.objects.open().filter(representative=person, holder="representative")
    context = {
        "form": form,
        "is_away": person.is_away(today),
        "planned": person.away_from,
        "waiting": waiting.count(),
    }
    return render(request, "desk/settings_away.html", context)


@require_POST
def away_end(request: HttpRequest) -> HttpResponse:
    person = _own_person(request)
    Representative.objects.filter(pk=person.pk).update(away_from=None, away_until=None)
    flash.success(request, "外出已结束，新留言又会直接发给您。")
    return redirect("desk:list")


# the year's record ------------------------------------------------------------------------------


@listed
class Record(Listing):
    """Matters answered by this representative in a year, newest first."""

    key, title, part = "record", "答复记录", ""
    template = "desk/settings_record.html"
    kept = ("year",)
    is_one_stretch = True
    columns = (
        Column("number", "编号"),
        Column(
            "body",
            "内容",
            value=lambda matter: hide_phones(matter.body),
            words=lambda matter: Truncator(matter.body).chars(40),
            link=to("desk:message"),
            is_head=True,
            width=60,
        ),
        Column("submitted_at", "收到", sort="-pk", width=18),
        Column("replied_at", "答复", width=18),
        Column("rating", "评价", value="get_rating_display"),
    )
    nothing = Empty("这一年还没有答复记录", "您自己答复的留言会记在这里，述职时可以打印。")

    @property
    def years(self) -> range:
        this_year = timezone.localdate().year
        return range(this_year, max(this_year - 5, FIRST_YEAR), -1)

    @property
    def year(self) -> int:
        return next((y for y in self.years if str(y) == self.query.get("year")), self.years[0])

    @property
    def person(self) -> Any:
        return hats_of(self.user).reader

    @staticmethod
    def allowed(user: User) -> bool:
        return hats_of(user).reader is not None

    def rows(self) -> QuerySet[Message]:
        rows = Message.objects.filter(representative=self.person, is_kept=False)
        answered = rows.filter(replied_by=self.user.pk, replied_at__year=self.year)
        return answered.defer("secret", "phone")

    def page_words(self) -> tuple[str, ...]:
        return f"{self.person.name} 代表", f"{self.year} 年"


@never_cache
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    person = hats_of(request.user).reader
    if person is None:
        raise Http404
    known = ResponseRecord.objects.filter(representative=person).first()
    return Record(cast(User, request.user), request.GET).respond(
        cast(SignedInRequest, request), record=known
    )


# canned replies ---------------------------------------------------------------------------------


@never_cache
@require_safe
def canned(request: HttpRequest) -> HttpResponse:
    replies = CannedReply.objects
    context = {
        "form": CannedForm(),
        "own": replies.filter(owner=request.user.pk),
        "shared": replies.filter(owner=None),
    }
    return render(request, "desk/settings_canned.html", context)


@never_cache
@require_page
def canned_add(request: HttpRequest) -> HttpResponse:
    form = CannedForm(request.POST or None, instance=CannedReply(owner_id=request.user.pk))
    return _canned_form(request, form, "新的常用答复")


@never_cache
@require_page
def canned_edit(request: HttpRequest, pk: int) -> HttpResponse:
    reply = get_object_or_404(CannedReply, pk=pk, owner=request.user.pk)
    return _canned_form(request, CannedForm(request.POST or None, instance=reply), "修改常用答复")


def _canned_form(request: HttpRequest, form: CannedForm, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.save()
        flash.success(request, "已保存，答复时可以直接选用。")
        return redirect("desk:canned")
    context = {"form": form, "form_title": title}
    return render(request, "desk/settings_canned_form.html", context)


@require_POST
def canned_delete(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(CannedReply, pk=pk, owner=request.user.pk).delete()
    flash.success(request, "已删除。")
    return redirect("desk:canned")


# saved filters ----------------------------------------------------------------------------------


@never_cache
@require_safe
def filters(request: HttpRequest) -> HttpResponse:
    own = SavedFilter.objects.filter(user=request.user.pk)
    context = {"saved": own, "form": None}
    return render(request, "desk/settings_filters.html", context)


@never_cache
@require_POST
def filter_save(request: HttpRequest) -> HttpResponse:
    """A filter saved under a name that is there already takes its place."""
    form = SaveFilterForm(request.POST)
    if not form.is_valid():
        own = SavedFilter.objects.filter(user=request.user.pk)
        context = {"saved": own, "form": form}
        return render(request, "desk/settings_filters.html", context)
    given = form.cleaned_data
    with transaction.atomic():
        if given["is_home"]:
            _forget_home(request)
        SavedFilter.objects.update_or_create(  # type: ignore[misc]
            user_id=request.user.pk,
            name=given["name"],
            defaults={"query": given["query"], "is_home": given["is_home"]},
        )
    flash.success(request, f"已保存「{given['name']}」。")
    return redirect(f"{reverse('desk:list')}?{given['query']}")


@require_POST
def filter_home(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the desk with this filter; pressed again, with the first tab as before."""
    chosen = get_object_or_404(SavedFilter, pk=pk, user=request.user.pk)
    with transaction.atomic():
        _forget_home(request)
        if not chosen.is_home:
            SavedFilter.objects.filter(pk=chosen.pk).update(is_home=True)
    flash.success(request, "已更改。")
    return redirect("desk:filters")


@require_POST
def filter_delete(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(SavedFilter, pk=pk, user=request.user.pk).delete()
    flash.success(request, "已删除。")
    return redirect("desk:filters")


def _forget_home(request: HttpRequest) -> None:
    SavedFilter.objects.filter(user=request.user.pk, is_home=True).update(is_home=False)
