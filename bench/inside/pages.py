"""Addresses of pages, sessions to open them with, and how long they take inside."""

from __future__ import annotations

import statistics
import time
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from accounts.permissions import offices_of
from areas.models import Area, Level
from bench.inside.curve_years import ensure
from messages.desk.worklists import desks_of
from messages.models import Message
from portal.public.choosing import choice_at
from representatives.models import MessageCode, Representative
from stations.models import Station

LISTS = {"lianluo": "officer", "xiangzhen": "township", "quxian": "county", "shiji": "city"}
OFFICES = ("xiangzhen", "quxian", "shiji")


def count_messages() -> int:
    return Message.objects.count()


def slugs(amount: int) -> list[str]:
    """Codes of representatives who receive messages."""
    live = MessageCode.objects.filter(
        revoked_at=None, representative__seats__status="active", representative__away_from=None
    )
    return list(live.distinct().order_by("pk").values_list("slug", flat=True)[:amount])


def site(amount: int) -> dict[str, list[str]]:
    """Addresses of the public pages, spread over the whole city."""
    stations = list(Station.objects.open().order_by("pk").values_list("pk", flat=True))
    people = list(Representative.objects.serving().order_by("pk").values_list("pk", flat=True))
    villages = list(Area.objects.at_level(Level.VILLAGE))
    chosen = _spread(villages, amount)
    Area.objects.prime_lineage(chosen)
    return {
        "home": ["/"],
        "station": [f"/stations/{pk}/" for pk in _spread(stations, amount)],
        "representative": [f"/representatives/{pk}/" for pk in _spread(people, amount)],
        "my representatives": [choice_at(area).url for area in chosen],
    }


def _spread(rows: list[Any], amount: int) -> list[Any]:
    return rows[:: max(1, len(rows) // amount)][:amount]


def search(repeats: int) -> dict[str, float]:
    """Median milliseconds of a warm request of the search page, by what was typed."""
    person = Representative.objects.serving().exclude(pinyin="").order_by("pk")[1]
    station = Station.objects.open().order_by("pk")[1]
    surname, *_, initials = person.pinyin.split()
    typed = [
        person.name,
        person.name[0],
        person.name[1:],
        surname,
        person.pinyin.replace(" ", "")[:6],
        initials,
        station.name,
        station.name[:2],
        "代表联络站",
        "nobodyatall",
        "查无此人",
    ]
    client = Client(SERVER_NAME="127.0.0.1")
    times = {}
    for words in typed:
        path = f"/search/?{urlencode({'q': words})}"
        client.get(path)
        times[words] = statistics.median(_ms(client, path) for _ in range(repeats))
    return times


def session(username: str) -> str:
    """The Cookie header of somebody signed in."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={signed_in(username).cookies[name].value}"


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    user = User.objects.get(username=username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def curves() -> dict[str, Any]:
    """The page of curves of a county with 53 departments and five years: address, queries."""
    user = User.objects.get(username="quxian")
    area = offices_of(user)[0]
    ensure(area, user.pk)
    path = f"/office/curves/?area={area.code}"
    return {
        "path": path,
        "queries": _queries(signed_in("quxian"), path),
        "cookie": session("quxian"),
    }


@cache
def _staff_pages() -> dict[str, tuple[Client, str]]:
    """First and last tab of each work list, overviews and roll-ups: who asks for what."""
    pages = {}
    today = timezone.localdate()
    for username, level in LISTS.items():
        client = signed_in(username)
        tabs = desks_of(User.objects.get(username=username), today)[0].tabs
        pages[f"{level}'s list, first tab"] = client, f"/desk/?tab={tabs[0].key}"
        pages[f"{level}'s list, last tab"] = client, f"/desk/?tab={tabs[-1].key}"
        if username in OFFICES:
            pages[f"{level}'s overview"] = client, "/office/"
            pages[f"{level}'s five standards"] = client, "/office/standards/"
            pages[f"{level}'s idle stations"] = client, "/office/idle/"
    return pages


def staff_queries() -> dict[str, int]:
    _staff_pages.cache_clear()
    return {name: _queries(*page) for name, page in _staff_pages().items()}


def staff_ms(name: str) -> float:
    return _ms(*_staff_pages()[name])


def _queries(client: Client, path: str) -> int:
    """How many a warm page makes."""
    for _ in range(2):  # caches, and the session's own once a minute
        response = client.get(path)
    if response.status_code != 200:
        raise ValueError(f"{path}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
        return len(captured)


def _ms(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return 1000 * (time.perf_counter() - started)
