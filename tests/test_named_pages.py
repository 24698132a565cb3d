"""A lower floor never names a page that an upper one builds, neither in code nor in a template.

What is above comes down by itself: entries, links and blocks in ``office_parts``, a thing's own
page through ``get_absolute_url`` (`yichang_renda/addresses.py`). The public site (``portal:``) may
be named anywhere: its addresses are a promise to everybody and never change.
"""

import re
from collections import defaultdict

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, get_resolver

from tests.test_consistency import FLOORS, PAGES, SOURCES, name_of
from tests.undefined import TEMPLATES

FLOOR = {apps.get_app_config(label).name: floor for label, floor in FLOORS.items()}
FLOOR["office"] += 0.5  # above notifications and jobs, which share its floor in the table
NAMED = re.compile(r"[\"']([a-z]+:[a-z_]+)[\"']")
# Folders of templates that are not called like their app.
FOLDERS = {"desk": "messages", "boards": "portal", "gallery": "portal", "account": "accounts"}
# Their URLconfs take in a list of their own rows from above (`lists_of`), so its name is theirs.
OWN = {"accounts", "jobs", "notifications"}
# Left out by itself where notifications are not installed.
OPTIONAL = {("templates/accounts/profile.html", "notifications:settings")}


def routes(resolver, namespace=""):
    """(name, app of the view) of every address."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry.callback.__module__.partition(".")[0]
        else:
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from routes(entry, inner)


def floors_of_pages():
    """{name: the lowest floor that builds it}"""
    floors = defaultdict(lambda: 99)
    for name, app in routes(get_resolver()):
        if app in FLOOR:
            whose = name.partition(":")[0]
            floors[name] = min(floors[name], FLOOR[whose if whose in OWN else app])
    return floors


def files():
    """(file, its app) of code and templates; what belongs to no app is the ground or a component."""
    for path in SOURCES:
        yield path, path.relative_to(settings.BASE_DIR).parts[0]
    for path in PAGES:
        folder = path.relative_to(TEMPLATES).parts[0]
        yield path, FOLDERS.get(folder, folder)


def test_no_lower_floor_names_an_upper_page():
    floors = floors_of_pages()
    upward = [
        (name_of(path), name)
        for path, app in files()
        if app in FLOOR
        for name in NAMED.findall(path.read_text())
        if name in floors and not name.startswith("portal:") and floors[name] > FLOOR[app]
    ]

    assert [found for found in upward if found not in OPTIONAL] == []
