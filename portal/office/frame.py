"""Who may come into /office/, and what every page there shows around its content."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_manager, is_office_staff, offices_of
from messages.actors import office_name
from messages.views.frame import desk_frame

View = Callable[..., HttpResponse]

# (part, label, URL name, for managers alone)
PARTS = (
    ("overview", "总览", "office:overview", False),
    ("stations", "站点", "office:stations", False),
    ("people", "人员", "office:people", False),
    ("cover", "站点代管", "office:cover", False),
    ("callbacks", "回访", "office:callbacks", False),
    ("published", "公开的答复", "office:published", False),
    ("reveals", "查看电话记录", "office:reveals", False),
    ("audit", "操作记录", "office:audit", True),
    ("holidays", "工作日", "office:holidays", False),
    ("rules", "期限和交办", "office:rules", False),
    ("accounts", "账号", "accounts:manage", True),
    ("import", "导入", "jobs:import_index", True),
    ("jobs", "后台任务", "jobs:list", False),
    ("channels", "通知渠道", "notifications:status", False),
)


def staff_only(view: View) -> View:
    """404 for everybody else: the pages do not exist for them. Nothing here is cached."""
    return never_cache(_only(is_office_staff, view))


def managers_only(view: View) -> View:
    """Staff who manage accounts and limits of some area."""
    return never_cache(_only(_is_managing_staff, view))


def _is_managing_staff(user: User) -> bool:
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
    return render(request, f"office/{template}", frame | context, status=status)


def office_frame(user: User, part: str) -> dict[str, Any]:
    """Also for officers of a station, who see the few pages that are theirs without a menu."""
    offices = offices_of(user)
    manages = is_manager(user)
    if not offices:
        return desk_frame(user) | {"parts": [], "is_manager": False}
    return {
        "place": office_name(offices[0]),
        "has_office": True,
        "is_manager": manages,
        "parts": [
            {"label": label, "url_name": name, "current": key == part}
            for key, label, name, for_managers in PARTS
            if manages or not for_managers
        ],
    }
