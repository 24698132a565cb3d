"""What the records say of each station: read for all of them at once, or for a few.

A fixed number of queries whatever their number; none of them scans the messages: the last one
and the last answer come from an index per station, what is overdue from the open ones alone, and
ratings from the tallies.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.utils import timezone

from community.models import CommunityMeeting
from messages.models import BurstMessage, Message, TallyDelta, YearTally
from messages.states import BEFORE_REPLY
from portal.standards.rules import WINDOW_DAYS
from representatives.models import DutyReport, GroupMembership, MessageCode, Seat
from representatives.models import Representative as Person
from stations.models import Board, GroupActivity, Station, Visit

PLANNED = (Visit.Kind.RECEPTION, Visit.Kind.OUTREACH)  # visits that are the station's own doing
Pks = list[int] | None


@dataclass
class Records:
    """Of one station; ``people`` are its serving representatives."""

    pk: int
    has_hours: bool
    people: set[int] = field(default_factory=set)
    unpublished: int = 0
    groups: set[int] = field(default_factory=set)  # active ones with one of its people
    has_branch: bool = False
    board_is_outdated: bool = False
    has_code: bool = False
    code_is_out: bool = False  # printed, mounted or scanned
    people_with_code: set[int] = field(default_factory=set)
    overdue: int = 0
    rated: int = 0
    last_activity_on: date | None = None
    last_report_on: date | None = None
    last_message_on: date | None = None
    last_answer_on: date | None = None
    last_visit_on: date | None = None

    @property
    def used_on(self) -> date | None:
        return latest(self.last_message_on, self.last_answer_on, self.last_visit_on)

    def add_activity(self, day: date | None) -> None:
        self.last_activity_on = latest(self.last_activity_on, day)


def latest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)


def window_start(today: date) -> date:
    return today - timedelta(days=WINDOW_DAYS)


def read(today: date, pks: Pks = None) -> list[Records]:
    """Of all open stations, or of those given, in the order of their keys; 12 queries."""
    places = _places(today, pks)
    homes = _read_people(places, pks)
    _read_groups(places, homes, pks)
    _read_visits(places, pks)
    _read_boards(places, pks)
    _read_codes(places, homes, pks)
    _read_reports(places, homes, pks)
    _read_overdue(places, today, pks)
    _read_ratings(places, today.year - 1, pks)
    return list(places.values())


Places = dict[int, Records]
Homes = dict[int, int]  # the station of each serving representative


def _at(rows: QuerySet[Any], pks: Pks, path: str = "station") -> QuerySet[Any]:
    """Of the stations asked for, unless all are."""
    rows = rows.order_by()
    return rows if pks is None else rows.filter(**{f"{path}__in": pks})


def _places(today: date, pks: Pks) -> Places:
    """Stations with their last message and answer, of which the station knows."""
    own = Message.objects.unflagged().filter(station=OuterRef("pk"), is_kept=False)
    last = own.order_by("-pk").values("submitted_at")[:1]
    answer = own.filter(replied_at__isnull=False).order_by("-replied_at").values("replied_at")[:1]
    rows = _at(Station.objects.open(), pks, "pk").annotate(
        message_at=Subquery(last), answer_at=Subquery(answer)
    )
    return {
        pk: Records(
            pk, bool(hours.strip()), last_message_on=_day(message), last_answer_on=_day(answered)
        )
        for pk, hours, message, answered in rows.order_by("pk").values_list(
            "pk", "opening_hours", "message_at", "answer_at"
        )
    }


def _day(moment: Any) -> date | None:
    return timezone.localdate(moment) if moment else None


def _read_people(places: Places, pks: Pks) -> Homes:
    serving = Exists(Seat.objects.active().filter(representative=OuterRef("pk")))
    shown = Q(publish_post=True) & ~Q(post="") | Q(publish_photo=True) & ~Q(photo="")
    rows = _at(Person.objects.filter(serving), pks).annotate(
        shown=ExpressionWrapper(shown, BooleanField())
    )
    homes: Homes = {}
    for pk, station, is_shown in rows.values_list("pk", "station_id", "shown"):
        if place := places.get(station):
            place.people.add(pk)
            place.unpublished += not is_shown
            homes[pk] = station
    return homes


def _read_groups(places: Places, homes: Homes, pks: Pks) -> None:
    """The groups of each station's people, whether one has a branch, and what they held."""
    members = GroupMembership.objects.current().filter(group__is_active=True)
    rows = _at(members, pks, "representative__station")
    for person, group, has_branch in rows.values_list(
        "representative_id", "group_id", "group__branch__is_active"
    ):
        if home := homes.get(person):
            places[home].groups.add(group)
            places[home].has_branch |= bool(has_branch)
    held = GroupActivity.objects.held().filter(group__is_active=True).order_by()
    last: dict[int, date] = dict(held.values_list("group").annotate(Max("held_on")))
    for place in places.values():
        place.add_activity(latest(*(last.get(group) for group in place.groups)))


def _read_visits(places: Places, pks: Pks) -> None:
    rows = _at(Visit.objects.all(), pks).values_list("station")
    own = Max("day", filter=Q(kind__in=PLANNED))
    for station, day, planned in rows.annotate(last=Max("day"), own=own):
        if place := places.get(station):
            place.last_visit_on = day
            place.add_activity(planned)
    meetings = _at(CommunityMeeting.objects.filter(held_on__isnull=False), pks, "congress__station")
    for station, day in meetings.values_list("congress__station").annotate(Max("held_on")):
        if place := places.get(station):
            place.add_activity(day)


def _read_boards(places: Places, pks: Pks) -> None:
    for station, parts in _at(Board.objects.printed(), pks).values_list("station_id", "parts"):
        people = parts.get("people") if isinstance(parts, dict) else None
        if (place := places.get(station)) and people:
            now, printed = people
            place.board_is_outdated = now != printed


def _read_codes(places: Places, homes: Homes, pks: Pks) -> None:
    live = MessageCode.objects.live().filter(officer=None)
    if pks is not None:
        live = live.filter(Q(station__in=pks) | Q(representative__station__in=pks))
    for person, station, *signs in live.order_by().values_list(
        "representative_id", "station_id", "printed_at", "mounted_on", "last_scanned_on"
    ):
        if home := homes.get(person):
            places[home].people_with_code.add(person)
        elif place := places.get(station):
            place.has_code = True
            place.code_is_out |= any(signs)


def _read_reports(places: Places, homes: Homes, pks: Pks) -> None:
    rows = _at(DutyReport.objects.all(), pks, "representative__station")
    for person, day in rows.values_list("representative").annotate(Max("day")):
        if home := homes.get(person):
            places[home].last_report_on = latest(places[home].last_report_on, day)


def _read_overdue(places: Places, today: date, pks: Pks) -> None:
    late = (
        Message.objects.open()
        .unflagged()
        .filter(is_kept=False, state__in=BEFORE_REPLY, paused_on=None, due_date__lt=today)
    )
    for station, n in _at(late, pks).values_list("station").annotate(Count("pk")):
        if place := places.get(station):
            place.overdue = n


def _read_ratings(places: Places, first_year: int, pks: Pks) -> None:
    """Rated matters among those that came in since that year: tallies less what is flagged."""
    for station, n in [*_tallied(first_year, pks), *_flagged(first_year, pks)]:
        if place := places.get(station):
            place.rated += n


def _tallied(first_year: int, pks: Pks) -> Iterable[tuple[int, int]]:
    """Tallies and what is not folded into them yet in one statement; a matter kept from the
    station is filed under another area."""
    sums = []
    for model in (YearTally, TallyDelta):
        rows = model._default_manager.filter(year__gte=first_year, area=F("station__area"))
        rated = Sum(F("satisfied") + F("basically_satisfied") + F("dissatisfied"))
        sums.append(_at(rows, pks).values_list("station").annotate(rated=rated))
    tallies, deltas = sums
    return tallies.union(deltas, all=True)


def _flagged(first_year: int, pks: Pks) -> Iterable[tuple[int, int]]:
    parts = BurstMessage.objects.filter(
        burst__is_genuine=False, message__is_kept=False, message__submitted_at__year__gte=first_year
    ).exclude(message__rating="")
    rows = _at(parts, pks, "message__station").values_list("message__station")
    for station, n in rows.annotate(Count("message", distinct=True)):
        yield station, -n
