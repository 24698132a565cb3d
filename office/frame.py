"""Who may come into /office/, and what every page there shows around its content."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_manager, is_office_staff, offices_of
from areas.names import office_name

View = Callable[..., HttpResponse]

Entry = tuple[str, str, str, bool]  # part, label, URL name, for managers alone

# Headings of the menu with their entries.
MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "总览",
        (
            ("overview", "本级总览", "office:overview", False),
            ("standards", "五有达标", "office:standards", False),
            ("idle", "闲置站点", "office:idle", False),
            ("reported", "报告数", "office:reported", False),
        ),
    ),
    (
        "办理",
        (
            ("callbacks", "回访", "office:callbacks", False),
            ("published", "公开的答复", "office:published", False),
            ("bursts", "可能是自己发的", "office:bursts", False),
            ("cover", "站点代管", "office:cover", False),
        ),
    ),
    (
        "站点网络",
        (
            ("stations", "站点", "office:stations", False),
            ("groups", "代表小组", "office:groups", False),
            ("branches", "党支部", "office:branches", False),
            ("visits", "接待和走访", "office:visits", False),
            ("inspections", "督查", "office:inspections", False),
            ("communities", "居民议事会", "office:communities", False),
            ("bulletins", "公告", "office:bulletins", False),
        ),
    ),
    (
        "代表",
        (
            ("people", "人员", "office:people", False),
            ("congresses", "人大和换届", "office:congresses", False),
            ("duty_reports", "述职", "office:duty_reports", False),
        ),
    ),
    (
        "述职测评",
        (
            ("evaluations", "测评", "office:evaluations", False),
            ("objections", "异议", "office:objections", False),
            ("rectifications", "整改", "office:rectifications", False),
            ("curves", "曲线图", "office:curves", False),
            ("schemes", "方案", "office:schemes", False),
        ),
    ),
    (
        "印制",
        (
            ("boards", "公示栏", "office:boards", False),
            ("entries", "入口和扫码", "office:entries", False),
        ),
    ),
    (
        "记录和设置",
        (
            ("rules", "期限和交办", "office:rules", False),
            ("holidays", "工作日", "office:holidays", False),
            ("accounts", "账号", "accounts:manage", True),
            ("import", "导入", "jobs:import_index", True),
            ("jobs", "后台任务", "jobs:list", False),
            ("site", "网站信息", "office:site", False),
            ("channels", "通知渠道", "notifications:status", False),
            ("reveals", "查看电话记录", "office:reveals", False),
            ("audit", "操作记录", "office:audit", True),
        ),
    ),
)


# Officers of a station have no office, and a menu of their own.
OFFICER_MENU: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "我的站点",
        (
            ("own", "我的站点", "office:own_stations", False),
            ("visits", "接待和走访", "office:visits", False),
            ("communities", "居民议事会", "office:communities", False),
            ("cover", "站点代管", "office:cover", False),
        ),
    ),
)


Source = Callable[[User], dict[str, Any]]

_sources: list[Source] = []


def add_to_frame(source: Source) -> None:
    """What an app above us says in the header of pages for people without an office."""
    if source not in _sources:
        _sources.append(source)


def staff_only(view: View) -> View:
    """404 for everybody else: the pages do not exist for them. Nothing here is cached."""
    return never_cache(_only(is_office_staff, view))


def managers_only(view: View) -> View:
    """Staff who manage accounts and limits of some area."""
    return never_cache(_only(is_managing_staff, view))


def is_managing_staff(user: User) -> bool:
    return is_office_staff(user) and is_manager(user)


def _only(is_allowed: Callable[[User], bool], view: View) -> View:
    @wraps(view)
    def checked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_allowed(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


def office_page(
    request: HttpRequest, part: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of /office/ with its frame; ``part`` is the entry of the menu that is marked."""
    frame = office_frame(request.user, part)  # type: ignore[arg-type]
    return render(request, template, frame | context, status=status)


def form_page(
    request: HttpRequest,
    part: str,
    form: BaseForm,
    title: str,
    back: str,
    *,
    text: str = "",
    button: str = "保存",
) -> HttpResponse:
    """One form under its title; ``back`` is an address. 422 with what was typed when it is wrong."""
    context = {"form": form, "title": title, "back": back, "text": text, "button": button}
    return office_page(request, part, "office/form.html", context, 422 if form.errors else 200)


def office_frame(user: User, part: str) -> dict[str, Any]:
    """Also for officers of a station, who see the few pages that are theirs."""
    offices = offices_of(user)
    manages = is_manager(user)
    if not offices:
        frame: dict[str, Any] = {"menu": menu_for(part, OFFICER_MENU), "is_manager": False}
        for source in _sources:
            frame |= source(user)
        return frame
    return {
        "place": office_name(offices[0]),
        "has_office": True,
        "is_manager": manages,
        # What officers call their own stations, staff find among all stations.
        "menu": menu_for("stations" if part == "own" else part, MENU, manages=manages),
    }


def menu_for(
    part: str, headings: tuple[tuple[str, tuple[Entry, ...]], ...], *, manages: bool = False
) -> list[dict[str, Any]]:
    """Headings with label, url (of the first entry), current and entries (label, url, current)."""
    menu = []
    for heading, parts in headings:
        entries = [
            {"label": label, "url": reverse(name), "current": key == part}
            for key, label, name, for_managers in parts
            if manages or not for_managers
        ]
        if entries:
            current = any(entry["current"] for entry in entries)
            menu.append(
                {"label": heading, "url": entries[0]["url"], "current": current, "entries": entries}
            )
    return menu
