"""五有: the share of stations that meets each standard, down to each failing one and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as flash
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from areas.dates import chinese_date
from office.chosen import area_frame, area_url, chosen_area
from office.frame import office_page, staff_only
from office.lists import Column, Empty, Listing, Tab, listed, to
from portal.models import Standing
from portal.standards import rollup
from portal.standards.checking import check_stations
from portal.standards.rules import LEFT_OUT, REASONS, RULES, Standard
from stations.models import Station, StationQuerySet

ALL = "all"
COLUMNS = [(standard.value, str(standard.label)) for standard in Standard] + [(ALL, "五项都有")]


@require_safe
@staff_only
def standards(request: SignedInRequest) -> HttpResponse:
    here = chosen_area(request.user, request.GET)
    shown = rollup.rollup(here)
    context = {
        "rollup": shown,
        "columns": COLUMNS,
        "total_cells": shown.total.cells,
        "rules": _rules(),
        "left_out": LEFT_OUT,
        **area_frame(request.user, here, "office:standards"),
    }
    return office_page(request, "standards", "portal/office/standards.html", context)


@listed
class Failing(Listing):
    """The stations of an area that lack a standard, and which record is missing."""

    key, title, part = "failing", "五有没有达到的站点", "standards"
    kept = ("area", "standard")
    template = "portal/office/standards_failing.html"
    order = "code"
    columns = (
        Column(
            "name",
            "站点",
            link=to("office:station_standards"),
            sort="pinyin",
            is_head=True,
            width=36,
        ),
        Column("area", "区划", under="name"),
        Column("code", "编号", words=lambda station: f"编号 {station.code}", under="name"),
        Column(
            "missing",
            "缺什么",
            value=lambda station: [
                f"{finding.label}：{words}"
                for finding in station.findings
                for words, _, _ in finding.missing
            ],
            template="portal/office/_missing_cell.html",
            width=60,
        ),
    )

    def __init__(self, user: User, query: QueryDict, owner: Any = None) -> None:
        super().__init__(user, query, owner)
        self.here = chosen_area(user, query)
        self.standard = query.get("standard", ALL)
        if self.standard not in dict(COLUMNS):
            raise Http404

    def taken(self) -> dict[str, str]:
        return {"area": self.here.code}

    def rows(self) -> StationQuerySet:
        rows = rollup.failing(rollup.counted(self.here), self.standard)
        return rows.select_related("area", "standing")

    def dressed(self, found: list[Any]) -> list[Any]:
        for station in found:
            station.findings = _findings(station, self.standard)
        return found

    def page_words(self) -> tuple[str, ...]:
        return self.here.short_name, dict(COLUMNS)[self.standard]

    @property
    def tabs(self) -> list[Tab]:
        return [Tab(label, self.url(standard=key), key == self.standard) for key, label in COLUMNS]

    def when_empty(self) -> Empty:
        up = area_url("office:standards", self.here)
        return Empty("没有缺的", "这一项，这里的站点都达到了。", up, "回到五有达标")


@require_safe
@staff_only
def failing(request: SignedInRequest) -> HttpResponse:
    listing = Failing(request.user, request.GET)
    return listing.respond(request, up_url=area_url("office:standards", listing.here))


@require_safe
@staff_only
def station_standards(request: SignedInRequest, pk: int) -> HttpResponse:
    station = _station(request, pk)
    context = {
        "station": station,
        "standing": rollup.standing_of(station),
        "findings": _findings(station),
        "place_name": station.area.full_name(),
        "left_out": LEFT_OUT,
    }
    return office_page(request, "standards", "portal/office/station_standards.html", context)


@require_POST
@staff_only
def check_standards(request: SignedInRequest, pk: int) -> HttpResponse:
    """Work it out now, after a missing record was entered; the task would do so by itself."""
    station = _station(request, pk)
    if check_stations([station.pk]):
        flash.success(request, "已按现在的记录重新核对。")
    else:
        flash.warning(request, "站点已停用，不再核对。")
    return redirect("office:station_standards", pk=pk)


def _station(request: SignedInRequest, pk: int) -> Station:
    visible = Station.objects.looked_after_by(request.user)
    return get_object_or_404(visible.select_related("area", "standing"), pk=pk)


# what is said of one station ------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """One standard of one station: met, or what is missing as (words, url, link text)."""

    label: str
    rule: str
    is_met: bool
    missing: list[tuple[str, str, str]]
    evidence: str


def _findings(station: Station, only: str = ALL) -> list[Finding]:
    standing = rollup.standing_of(station)
    wanted = [standard for standard in Standard if only in (ALL, standard)]
    return [_finding(station, standing, standard) for standard in wanted]


def _finding(station: Station, standing: Standing | None, standard: Standard) -> Finding:
    missing: list[Any] = [["unchecked", 1]]
    if standing:
        missing = standing.missing.get(standard.value, [])
    return Finding(
        str(standard.label),
        RULES[standard],
        not missing,
        [_reason(station, *found) for found in missing],
        _evidence(standing, standard),
    )


def _reason(station: Station, key: str, n: int) -> tuple[str, str, str]:
    reason = REASONS[key]
    return reason.says(n), _address(reason.url, station), reason.link


def _address(name: str, station: Station) -> str:
    """The page of that name, the station's own if there is one, else the station's page."""
    if name == "desk:list":
        return f"{reverse(name)}?{urlencode({'desk': 'office', 'station': station.name})}"
    for args in ([station.pk], []):
        try:
            return reverse(name, args=args)
        except NoReverseMatch:
            continue
    return reverse("office:station", args=[station.pk])


def _evidence(standing: Standing | None, standard: Standard) -> str:
    """The last date behind the standard, "" where no date tells."""
    if standing is None:
        return ""
    day, words = {
        Standard.ACTIVITY: (standing.last_activity_on, "最近一次活动"),
        Standard.TERMINAL: (standing.last_answer_on, "最近一次答复"),
        Standard.REPORT: (standing.last_report_on, "最近一次述职"),
    }.get(standard, (None, ""))
    return f"{words}：{chinese_date(day)}" if day else ""


def _rules() -> list[tuple[str, str]]:
    return [(str(standard.label), RULES[standard]) for standard in Standard]
