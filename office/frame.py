"""Who may come into /office/, and what every page for staff shows around its content."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, cast

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import is_manager, is_office_staff, offices_of
from areas.names import office_name
from office.menu import Head, menu_of
from office.register import HeaderLink, header_links, search_of, workplace_of

View = Callable[..., HttpResponse]


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


class Frame:
    """What stands around the content of a page for staff; each part is read when a page shows it.

    ``part`` is the entry of the menu that is marked; without one, the address decides.
    """

    def __init__(self, request: HttpRequest, part: str = "") -> None:
        self._request, self._part = request, part

    @property
    def _user(self) -> User:
        return cast(User, self._request.user)  # a visitor has no part in anything asked here

    @property
    def has_office(self) -> bool:
        return is_office_staff(self._user)

    @property
    def is_manager(self) -> bool:
        return is_manager(self._user)

    @cached_property
    def place(self) -> str:
        """The office, station or department in whose name the person works; "" for others."""
        offices = offices_of(self._user)
        return office_name(offices[0]) if offices else workplace_of(self._user)

    @cached_property
    def links(self) -> list[HeaderLink]:
        return header_links(self._user)

    @property
    def search(self) -> HeaderLink | None:
        return search_of(self._user)

    @cached_property
    def menu(self) -> list[Head]:
        return menu_of(self._user, part=self._part, path=self._request.path)

    @property
    def here(self) -> str:
        """「站点网络 › 站点」; "" on a page that no entry of the menu leads to."""
        marked = [
            f"{head.label} › {entry.label}"
            for head in self.menu
            for entry in head.entries
            if entry.current
        ]
        return "".join(marked[:1])


def office_page(
    request: HttpRequest, part: str, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of /office/ with its frame; ``part`` is the entry of the menu that is marked."""
    return render(request, template, {"frame": Frame(request, part)} | context, status=status)


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
