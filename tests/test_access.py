"""Every address of the site × every role × GET and POST × one's own object and another's.

The tables are in tests/access/rows_*.py. An address without a row fails, and so does a row
without an address.
"""

from http.cookies import SimpleCookie
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from messages.models import MessageEvent
from tests.access import (
    rows_boards,
    rows_congresses,
    rows_desk,
    rows_entries,
    rows_evaluations,
    rows_fieldwork,
    rows_office,
    rows_public,
    rows_register,
    rows_running,
    rows_site,
    rows_staff,
    rows_standards,
    rows_voting,
)
from tests.access.expect import (
    ANONYMOUS,
    FORBIDDEN,
    GET_ONLY,
    GOES_ON,
    LOGIN,
    METHOD,
    MISSING,
    PAGE,
    POST_ONLY,
    ROLES,
    answer_of,
)
from tests.access.world import make_world

pytestmark = pytest.mark.django_db

TABLES = {
    "public": rows_public.ROWS,
    "lists": rows_desk.LISTS,
    "matter": rows_desk.MATTER,
    "acts": rows_desk.ACTS,
    "shares": rows_desk.SHARES,
    "office": rows_office.ROWS,
    "staff": rows_staff.ROWS,
    "congresses": rows_congresses.ROWS,
    "entries": rows_entries.ROWS,
    "boards": rows_boards.ROWS,
    "register": rows_register.ROWS,
    "site": rows_site.ROWS,
    "standards": rows_standards.ROWS,
    "inspections": rows_fieldwork.INSPECTIONS,
    "community": rows_fieldwork.COMMUNITY,
    "evaluations": rows_running.ROWS,
    "results": rows_evaluations.RESULTS,
    "schemes": rows_evaluations.SCHEMES,
    "curves": rows_evaluations.CURVES,
    "follow up": rows_evaluations.FOLLOW_UP,
    "public results": rows_voting.PUBLIC,
    "voting": rows_voting.VOTING,
    "reported and mended": rows_voting.DESK,
}
ROWS = [row for rows in TABLES.values() for row in rows]
ADMIN = "admin"


def patterns(resolver, namespace="", route=""):
    """(name, route) of every address."""
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", here
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from patterns(entry, inner, here)


ROUTES = dict(patterns(get_resolver()))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: every request of these tests is undone (``ask``). Taken back after the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def ask(client, method, path, data=None, *, urlencoded=False):
    """One request whose effects, on the database and on the client, are undone."""
    how = {}
    if urlencoded and method == "post":
        data, how = urlencode(data), {"content_type": "application/x-www-form-urlencoded"}
    cookies = client.cookies.output(header="", sep=";")
    with transaction.atomic():
        told = MessageEvent.objects.count()
        response = getattr(client, method)(path, data or {}, **how)
        if response.streaming:
            list(response.streaming_content)  # closes the file
        assert method == "post" or MessageEvent.objects.count() == told, (
            "looking has changed a matter"
        )
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(cookies)
    return response


def test_every_address_has_exactly_one_row():
    named = sorted(row.name for row in ROWS)
    assert named == [name for name in sorted(ROUTES) if not name.startswith(f"{ADMIN}:")]


@pytest.mark.parametrize("table", TABLES)
def test_everybody_gets_what_the_table_says(world, table):
    wrong = "\n".join(line for row in TABLES[table] for line in wrong_answers(world, row))
    assert not wrong, wrong


#: A voter's form, and the voter's own pictures: on the phone of whoever holds the link.
OF_VOTERS = {"messages:voter", "messages:photo", "messages:qr"}


def is_kept(name, response):
    """Whether a browser may show again what a signed-in person read; files for everybody it may."""
    how = response.get("Cache-Control", "")
    is_open = name in OF_VOTERS or how.startswith("public, max-age=")
    return not is_open and "no-store" not in how


def wrong_answers(world, row):
    target = world.targets[row.target]
    sides = [("own", target.own, target.own_seen_by), ("other", target.other, target.other_seen_by)]
    for side, kwargs, seen_by in sides:
        if kwargs is None:
            continue
        path = reverse(row.name, kwargs=kwargs)
        for method, expected in (("get", row.get), ("post", row.post)):
            if side == "other" and expected in (POST_ONLY, GET_ONLY):
                continue  # refused before anybody looks what the address names
            for role in ROLES:
                response = ask(world.clients[role], method, path, row.data)
                answer = answer_of(response)
                if answer == PAGE and role != ANONYMOUS and is_kept(row.name, response):
                    yield f"{row.name}: {method} {side} as {role}: a browser keeps it"
                right = expected(role, role in seen_by)
                if answer not in right:
                    yield (
                        f"{row.name}: {method} {side} as {role}: {answer}, not {' or '.join(right)}"
                    )


def test_what_is_kept_from_the_station_does_not_exist_below(world):
    kept, wrong = world.targets["kept"], []
    for row in ROWS:
        if not ROUTES.get(row.name, "").startswith("desk/messages/<int:pk>/"):
            continue
        path = reverse(row.name, kwargs=kept.own)
        for role in ("daibiao", "lianluo", "zhanban", "bumen", "stranger", "root"):
            answers = {answer_of(ask(world.clients[role], way, path)) for way in ("get", "post")}
            if answers - {METHOD, GOES_ON} != {MISSING}:
                wrong.append((row.name, role, answers))
        answers = {answer_of(ask(world.clients["jiedao"], way, path)) for way in ("get", "post")}
        if MISSING in answers:
            wrong.append((row.name, "jiedao", answers))
    assert wrong == []


def test_a_post_from_another_site_is_refused_everywhere(world):
    forged = Client(enforce_csrf_checks=True)
    forged.cookies[settings.SESSION_COOKIE_NAME] = world.clients["quxian"].session.session_key
    paths = [reverse(row.name, kwargs=world.targets[row.target].own) for row in ROWS]
    assert [path for path in paths if forged.post(path).status_code != 403] == []


ADMIN_PATHS = sorted(
    {
        "/" + route.split("^")[0].replace("<path:object_id>", "1").replace("<id>", "1")
        for name, route in ROUTES.items()
        if name.startswith(f"{ADMIN}:")
        and not name.endswith((":None", ":login", ":logout"))
        and "content_type_id" not in route
    }
)


@pytest.mark.parametrize("role", [ANONYMOUS, "daibiao", "shiji", "root"])
def test_the_administration_is_for_administrators(world, role):
    """Signed out: the one sign-in page. Signed in without the right: nothing of it."""
    answers = {path: answer_of(ask(world.clients[role], "get", path)) for path in ADMIN_PATHS}
    allowed = {
        "root": {PAGE, GOES_ON, FORBIDDEN, MISSING},
        ANONYMOUS: {LOGIN, GOES_ON},  # by way of /admin/login/
    }.get(role, {GOES_ON, FORBIDDEN, MISSING})
    assert {path: answer for path, answer in answers.items() if answer not in allowed} == {}
