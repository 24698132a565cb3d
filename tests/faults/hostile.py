"""What strangers put into addresses and forms, and every name they can put it under."""

import re
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.handlers import wsgi
from django.http import QueryDict
from django.urls import reverse

from office.lists.register import all_lists
from tests.access.expect import LOGIN, METHOD, MISSING, REFUSED, ROLES
from tests.test_access import ROWS, ask

PAYLOAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
NUL, RTL = "\x00", "\u202e"
SHORT = (
    PAYLOAD,
    f"a{NUL}b{RTL}c",
    "99999999999999999999",
    "²³",  # digits, but no numbers
    "../2026-02-30' OR 1=1 --",
    "9999-12-31",
    "0001-01-01",
    "-7",
)
# As long as a server lets through: an address, and a form with all fields of all forms.
VALUES = {"get": (*SHORT, "很长" * 200), "post": (*SHORT, "很长" * 1500)}
NUMBERS = ("99999999999999999999", f"²{NUL}")
NO_ENTRY = {LOGIN, METHOD, MISSING, *REFUSED}


def parameter_names():
    """Every name that a view asks an address for, read from the sources."""
    asked = re.compile(r"(?:GET|asked|GET\.copy\(\))(?:\.get(?:list)?\(|\[)\s*\"(\w+)\"")
    sources = [
        p
        for app in settings.BASE_DIR.iterdir()
        if (app / "apps.py").exists()
        for p in app.rglob("*.py")
    ]
    found = {name for path in sources for name in asked.findall(Path(path).read_text())}
    for listing in all_lists().values():
        found.update({"sort", "print", *listing.kept, *listing.filters.base_filters})
    return sorted(found | {"tab", "area", "month"})


def field_names():
    """Every field of every form of ours."""
    found, waiting = set(), [forms.BaseForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if (settings.BASE_DIR / form.__module__.split(".")[0] / "apps.py").exists():
                found.update(getattr(form, "base_fields", {}))
    return sorted(found - {"password", "login", "new_password1", "new_password2"})


def doors(world, method):
    """(role, address) of everything that can be opened or sent at all."""
    for row in ROWS:
        target = world.targets[row.target]
        for role in ROLES:
            if role in target.own_seen_by and set(getattr(row, method)(role, True)) - NO_ENTRY:
                yield role, reverse(row.name, kwargs=target.own), row
                break


TAGS = ("<script>alert(1)", "<img src=x onerror")


def trouble(response):
    """What is wrong with an answer, "" when nothing is."""
    if response.status_code >= 500:
        return f"status {response.status_code}"
    if response.streaming or "text/html" not in response["Content-Type"]:
        return ""
    text = response.content.decode()
    return "runs what was sent" if any(tag in text for tag in TAGS) else ""


def read_by(client, path, names):
    """Those of the names that a page looks at; what it only passes on is tried with all at once."""
    seen = set()

    class Noticed(QueryDict):
        def __getitem__(self, name):
            seen.add(name)
            return super().__getitem__(name)

        def getlist(self, name, default=None):
            seen.add(name)
            return super().getlist(name, default)

        def __contains__(self, name):
            seen.add(name)
            return super().__contains__(name)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wsgi, "QueryDict", Noticed)
        ask(client, "get", path, dict.fromkeys(names, "1"))
    return [name for name in names if name in seen]


def answers(world, method, names):
    """A line for every door that breaks when a value stands under all names."""
    for role, path, _row in doors(world, method):
        for value in VALUES[method]:
            fields = dict.fromkeys(names, value)
            try:
                # In an address each letter of a long one takes nine; in parts it takes three.
                short = len(value) < 1000
                response = ask(world.clients[role], method, path, fields, urlencoded=short)
                unread = method == "post" and response.status_code == 400
                found = "nobody read it" if unread else trouble(response)
            except Exception as error:  # noqa: BLE001  the test names every address that breaks
                found = repr(error)[:200]
            if found:
                yield f"{method} {path} as {role} with {value[:20]!r}: {found}"
