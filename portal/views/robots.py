"""/robots.txt and the site maps: what search engines may read, and where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemap_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from areas.models import Area, Level
from messages.models import Publication
from portal.places import stations
from representatives.models import Representative
from supervision.models import Evaluation

PER_PAGE = 2000
MOST_ANSWERS = 10_000
FIXED = (
    "portal:home",
    "portal:find",
    "portal:directory",
    "portal:answers",
    "portal:notices",
    "portal:help",
    "portal:scope",
    "portal:privacy",
    "portal:accessibility",
    "supervision:announcements",
)

Maps = dict[str, type[Sitemap[Any]] | Sitemap[Any]]


class Pages(Sitemap[Any]):
    """Addresses that one key fills; the keys are read once, and nothing is counted."""

    limit = PER_PAGE

    def __init__(self, name: str, keys: Callable[[], list[Any]]) -> None:
        self.name, self.keys = name, keys

    def items(self) -> list[Any]:
        return self.keys()

    def location(self, item: Any) -> str:
        return reverse(self.name, args=[item])


class FixedPages(Sitemap[str]):
    def items(self) -> list[str]:
        return list(FIXED)

    def location(self, item: str) -> str:
        return reverse(item)


def _areas() -> list[str]:
    wanted = Area.objects.filter(level__in=[Level.COUNTY, Level.TOWNSHIP])
    return list(wanted.values_list("code", flat=True))


def _stations() -> list[int]:
    return list(stations().order_by("pk").values_list("pk", flat=True))


def _people() -> list[int]:
    return list(Representative.objects.serving().order_by("pk").values_list("pk", flat=True))


def _answers() -> list[int]:
    newest = Publication.objects.public().order_by("-pk").values_list("pk", flat=True)
    return list(newest[:MOST_ANSWERS])


def _results() -> list[int]:
    return list(Evaluation.objects.public().order_by("-pk").values_list("pk", flat=True))


def _maps() -> Maps:
    maps: dict[str, Sitemap[Any]] = {
        "pages": FixedPages(),
        "areas": Pages("portal:directory_area", _areas),
        "stations": Pages("portal:station", _stations),
        "representatives": Pages("portal:representative", _people),
        "answers": Pages("portal:answer", _answers),
        "results": Pages("supervision:announcement", _results),
    }
    for section in maps.values():
        section.protocol = "https" if settings.IS_HTTPS else "http"
    return {**maps}


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return sitemap_views.index(request, _maps(), sitemap_url_name="portal:sitemap")


@login_not_required
@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_views.sitemap(request, _maps(), section)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    context = {"sitemap": settings.SITE_URL + reverse("portal:sitemap_index")}
    return render(request, "portal/robots.txt", context, content_type="text/plain; charset=utf-8")
