"""The dry run: what the change would do, in numbers and as a workbook. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Count

from jobs.plans import Plan, WrongRow
from messages.desk.succession import held_by
from portal.rollover.plan import Facts, Outcome, Person, changed_stations
from representatives.models import (
    DIRECT,
    BranchMembership,
    ElectoralDistrict,
    GroupMembership,
    MessageCode,
    TermChange,
)
from stations.models import Station

SHOWN = 20
PERHAPS_SAME = "新任；和离任的同名，手机号不同，可能是同一个人"
HEADER = ("情况", "姓名", "站点", "选区或选举单位")


def describe(change: TermChange, plan: Plan, facts: Facts, outcome: Outcome) -> dict[str, Any]:
    """As JSON; a fixed number of queries. Empty counts beside wrong rows: they would mislead."""
    shown = {"wrong": len(plan.wrong), "wrong_rows": [_wrong(row) for row in plan.wrong[:SHOWN]]}
    if plan.wrong:
        return shown
    gone = [person.pk for person in outcome.gone]
    groups = GroupMembership.objects.current().filter(representative__in=gone)
    stations = changed_stations(outcome)
    return shown | {
        "seats": len(facts.seats),
        "rows": len(plan.new),
        "reelected": len(outcome.reelected),
        "known": len(outcome.known),
        "new": len(outcome.new),
        "staying": len(outcome.staying),
        "gone": len(outcome.gone),
        "gone_names": [person.name for person in outcome.gone[:SHOWN]],
        **_perhaps_same(outcome),
        **_districts(change, plan, facts),
        "matters": held_by(gone).count(),
        **_codes(outcome, gone),
        "stations": len(stations),
        "groups": groups.count(),
        "leaders": groups.filter(role=GroupMembership.Role.LEADER).count(),
        "branches": BranchMembership.objects.current().filter(representative__in=gone).count(),
    }


def _wrong(row: WrongRow) -> dict[str, Any]:
    return {"number": row.number, "name": row.cells.get("姓名", ""), "why": "；".join(row.reasons)}


def _perhaps_same(outcome: Outcome) -> dict[str, Any]:
    """Whom staff should look at before the run: with the two stations, and the row to correct."""
    pairs = outcome.perhaps_same
    shown = pairs[:SHOWN]
    pks = {pk for person, row in shown for pk in (person.station, row.values["station_id"])}
    names = dict(Station.objects.filter(pk__in=pks).order_by().values_list("pk", "name"))
    return {
        "same": len(pairs),
        "same_rows": [
            {
                "person": person.pk,
                "name": person.name,
                "number": row.number,
                "old": names[person.station],
                "new": names[row.values["station_id"]],
            }
            for person, row in shown
        ],
    }


def _districts(change: TermChange, plan: Plan, facts: Facts) -> dict[str, int]:
    """Districts of the two terms and how many names stand in both; nothing for units."""
    if change.congress.level not in DIRECT:
        return {}
    old = set(ElectoralDistrict.objects.filter(term=facts.term).values_list("name", flat=True))
    new = {row.values["electing_body"] for row in plan.new}
    return {"districts_old": len(old), "districts_new": len(new), "districts_same": len(old & new)}


def _codes(outcome: Outcome, gone: list[int]) -> dict[str, int]:
    """Live codes by what becomes of them, and how many persons get a first one."""
    per_person = dict(
        MessageCode.objects.live()
        .filter(representative__isnull=False)
        .order_by()
        .values_list("representative")
        .annotate(Count("pk"))
    )
    had = set(
        MessageCode.objects.filter(representative__in=outcome.known)
        .order_by()
        .values_list("representative", flat=True)
    )
    kept = [*outcome.reelected, *outcome.known, *(person.pk for person in outcome.staying)]
    return {
        "codes_kept": sum(per_person.get(pk, 0) for pk in kept),
        "codes_left": sum(per_person.get(pk, 0) for pk in gone),
        "codes_new": len(outcome.new) + len(outcome.known.keys() - had),
    }


def sheet(plan: Plan, outcome: Outcome) -> Iterator[Sequence[str]]:
    """Everybody with what becomes of him or her, the leavers first; one query for the stations."""
    names = dict(Station.objects.order_by().values_list("pk", "name"))

    def leaving(word: str, people: Iterable[Person]) -> Iterator[Sequence[str]]:
        for person in people:
            yield word, person.name, names[person.station], ""

    yield from leaving("离任", outcome.gone)
    yield from leaving("不再担任，另有代表职务", outcome.staying)
    words = {id(row): PERHAPS_SAME for _, row in outcome.perhaps_same}
    words |= dict.fromkeys(map(id, outcome.reelected.values()), "连任")
    words |= dict.fromkeys(map(id, outcome.known.values()), "新任，网站上已有此人")
    for row in plan.new:
        values = row.values
        word = words.get(id(row), "新任")
        yield word, values["name"], names[values["station_id"]], values["electing_body"]
