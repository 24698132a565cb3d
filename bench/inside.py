"""What has to be asked from inside the portal; prints JSON.  python -m bench.inside COMMAND"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichang_renda.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from messages.worklists import desks_of  # noqa: E402
from representatives.models import MessageCode  # noqa: E402

LISTS = {"lianluo": "officer", "xiangzhen": "township", "quxian": "county", "shiji": "city"}
OFFICES = ("xiangzhen", "quxian", "shiji")


def slugs(amount: int) -> list[str]:
    """Codes of representatives who receive messages."""
    live = MessageCode.objects.filter(
        revoked_at=None, representative__seats__status="active", representative__away_from=None
    )
    return list(live.distinct().order_by("pk").values_list("slug", flat=True)[:amount])


def session(username: str) -> str:
    """The Cookie header of somebody signed in."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={signed_in(username).cookies[name].value}"


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    user = User.objects.get(username=username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def staff_pages() -> dict[str, tuple[Client, str]]:
    """First and last tab of each work list, and the overviews: who asks for what."""
    pages = {}
    today = timezone.localdate()
    for username, level in LISTS.items():
        client = signed_in(username)
        tabs = desks_of(User.objects.get(username=username), today)[0].tabs
        pages[f"{level}'s list, first tab"] = client, f"/desk/?tab={tabs[0].key}"
        pages[f"{level}'s list, last tab"] = client, f"/desk/?tab={tabs[-1].key}"
        if username in OFFICES:
            pages[f"{level}'s overview"] = client, "/office/"
    return pages


def queries(client: Client, path: str) -> int:
    """How many a warm page makes."""
    for _ in range(2):  # caches, and the session's own once a minute
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
        return len(captured)


def clock() -> None:
    """Serve: first the queries of each staff page, then, for each name read, its time in ms."""
    pages = staff_pages()
    answer({name: queries(*page) for name, page in pages.items()})
    for line in sys.stdin:
        client, path = pages[line.strip()]
        started = time.perf_counter()
        client.get(path)
        answer((time.perf_counter() - started) * 1000)


def answer(what: Any) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["slugs", amount]:
            answer(slugs(int(amount)))
        case ["session", username]:
            answer(session(username))
        case _:
            clock()
