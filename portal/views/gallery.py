"""Every component on one page, to be looked at; for developers, so nothing here is real."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from areas.models import Area
from jobs.picture_fields import PhotosField
from messages.models import MAX_PHOTOS
from office.lists import Column, Filters, Listing
from office.lists.filters import TextFilter
from yichang_renda.fields import ManyFilesInput

PAGES = {
    "home": "gallery/home.html",
    "voter": "gallery/voter.html",
    "track": "gallery/track.html",
    "desk": "gallery/desk.html",
    "queue": "gallery/queue.html",
    "slip": "gallery/slip.html",
    "done": "gallery/done.html",
}
ERROR_PAGES = ("400", "403", "403_csrf", "404", "413", "500", "503")


@dataclass(frozen=True)
class Photo:
    url: str = "#"
    thumb_url: str = ""
    alt: str = "路灯"
    ready: bool = False


class MessageForm(forms.Form):
    """The shape of the voter's form."""

    body = forms.CharField(
        label="想反映什么？",
        max_length=1000,
        error_messages={"required": "请写下想反映的事"},
        widget=forms.Textarea(
            attrs={
                "rows": 5,
                "placeholder": "什么事、在哪里、希望怎么解决。例如：3 号楼门口的路灯坏了三天。",
            }
        ),
    )
    phone = forms.CharField(
        label="手机号",
        help_text="用来核实和告知结果，不公开。办理这件事的工作人员要说明原因才能查看，每次查看您都看得到。",
        error_messages={"required": "请填手机号，办好了好告诉您"},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    name = forms.CharField(label="怎么称呼您", required=False)
    place = forms.CharField(label="地点", required=False)
    photos = PhotosField(
        most=MAX_PHOTOS, label="照片", widget=ManyFilesInput(attrs={"accept": "image/*"})
    )
    publish = forms.BooleanField(label="同意隐去个人信息后公开", required=False)
    area = forms.ChoiceField(label="在哪个区", choices=[("1", "西陵区"), ("2", "伍家岗区")])
    channel = forms.ChoiceField(
        label="怎么告诉您结果",
        choices=[("sms", "短信"), ("call", "打电话")],
        widget=forms.RadioSelect,
    )


class FilterForm(forms.Form):
    area = forms.ChoiceField(label="区域", choices=[("", "全部"), ("1", "西陵区")], required=False)
    q = forms.CharField(label="内容里有", required=False)


class Places(Listing):
    """A declared list over what every installation has: areas."""

    key, title = "places", "区划（清单的样子）"
    columns = (
        Column("short_name", "名称", sort="short_name", is_head=True),
        Column("name", "全称", under="short_name"),
        Column("code", "代码", sort="code"),
        Column("level", "级别", value="get_level_display", tone=lambda area: "plain"),
        Column("children", "下级", value="numchild", sort="-numchild", is_number=True),
    )
    filters = type("PlaceFilters", (Filters,), {"q": TextFilter("name", "名称")})
    order = "path"

    def rows(self) -> QuerySet[Area]:
        return Area.objects.all()


@login_not_required
def gallery(request: HttpRequest, name: str = "") -> HttpResponse:
    """The list of parts, or one sample page; only while developing, or for the administrator."""
    if not (settings.DEBUG or request.user.is_superuser):
        raise Http404
    if name in ERROR_PAGES:
        typed = ["3 号楼门口的路灯坏了三天。"]
        return render(
            request, f"{name}.html", {"typed": typed, "back": "/gallery/", "limit_mb": 96}
        )
    if name and name not in PAGES:
        raise Http404
    return render(request, PAGES.get(name, "gallery/index.html"), sample_context(request))


def sample_context(request: HttpRequest) -> dict[str, object]:
    wrong = "wrong" in request.GET
    return {
        "form": MessageForm({"body": "字" * 20, "area": "1"} if wrong else None),
        "filter_form": FilterForm(),
        "listing": Places(request.user, request.GET),  # type: ignore[arg-type]
        "pages": [*PAGES, *ERROR_PAGES],
        "photos": [Photo(), Photo()],
        "posts": ["西陵区、宜昌市人大代表"],
        "place": "云集街道示例社区代表联络站",
        "tabs": _tabs(),
        "queue": _queue(),
        "steps": _steps(),
        "counties": ("远安县", "兴山县", "秭归县", "夷陵区", "当阳市", "西陵区", "伍家岗区"),
        "contact": [
            {"label": "地址", "value": "示例路 1 号党群服务中心一楼"},
            {"label": "开放时间", "value": "周一至周五 9:00–17:00"},
            {"label": "电话", "value": "0717-000 0000", "phone": True},
        ],
        "crumbs": [("宜昌市", "#"), ("西陵区", "#"), ("云集街道", "")],
    }


def _tabs() -> list[dict[str, object]]:
    rows = [
        *(("待分派", 7, ""), ("我的", 12, ""), ("即将到期", 3, ""), ("超期", 1, "late")),
        *(("待审答复", 4, ""), ("待回访", 9, ""), ("全部", None, "quiet")),
    ]
    return [
        {"label": label, "count": count, "tone": tone, "url": "#", "current": label == "待分派"}
        for label, count, tone in rows
    ]


def _queue() -> list[dict[str, str]]:
    rows = [
        (
            "late",
            "超期 1 天",
            "楼顶漏水半年没人修",
            "朱女士 · 3 张照片",
            "贺知远",
            "扫码",
        ),
        ("soon", "今天到期", "3 号楼门口的路灯坏了三天", "王女士 · 2 张照片", "秦望舒", "扫码"),
        ("plain", "还剩 2 天", "楼道口晚上没有灯，孩子放学害怕", "未留称呼", "秦望舒", "公众号"),
        ("info", "已退回 1 次", "菜场污水流到人行道", "郑女士 · 城管退回", "贺知远", "扫码"),
        ("done", "已答复", "希望社区食堂周末也开", "孙奶奶 · 院坝会", "尤嘉木", "活动"),
    ]
    keys = ("kind", "due", "title", "meta", "person", "origin")
    return [dict(zip(keys, row, strict=True)) for row in rows]


def _steps() -> list[dict[str, str]]:
    rows = [
        *(("扫码", "写下您的事"), ("受理", "1 个工作日"), ("交办", "2 个工作日")),
        *(("答复", "5–30 个工作日"), ("评价", "由您评价")),
    ]
    return [{"title": title, "text": text} for title, text in rows]
