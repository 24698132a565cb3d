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


def slugs(amount: str) -> list[str]:
    """Codes of representatives who receive messages."""
    live = MessageCode.objects.filter(
        revoked_at=None, representative__seats__status="active", representative__away_from=None
    )
    return list(live.distinct().order_by("pk").values_list("slug", flat=True)[: int(amount)])


def session(username: str) -> str:
    """The Cookie header of somebody signed in."""
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={signed_in(username).cookies[name].value}"


def signed_in(username: str) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    user = User.objects.get(username=username)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def staff_pages(repeats: str) -> dict[str, dict[str, Any]]:
    """First and last tab of each work list, and the overviews: queries, and times in ms."""
    found = {}
    today = timezone.localdate()
    for username, level in LISTS.items():
        client = signed_in(username)
        tabs = desks_of(User.objects.get(username=username), today)[0].tabs
        for which, tab in (("first", tabs[0]), ("last", tabs[-1])):
            path = f"/desk/?tab={tab.key}"
            found[f"{level}'s list, {which} tab"] = measured(client, path, int(repeats))
        if username in OFFICES:
            found[f"{level}'s overview"] = measured(client, "/office/", int(repeats))
    return found


def measured(client: Client, path: str, repeats: int) -> dict[str, Any]:
    for _ in range(2):  # caches, and the session's own once a minute
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - started) * 1000)
    return {"queries": len(captured), "times": times}


if __name__ == "__main__":
    commands = {"slugs": slugs, "session": session, "staff_pages": staff_pages}
    print(json.dumps(commands[sys.argv[1]](*sys.argv[2:])))
