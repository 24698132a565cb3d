"""Small queries of the public pages whose SQL is written once (see `yichang_renda.prepared`).

The pages are made of many small queries, and compiling those was most of their work; `make bench`
holds the pages to a share of bare Django's rate.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from areas.models import Area
from messages.models import Message, Publication
from news.models import Article
from representatives.models import (
    Congress,
    ElectingUnit,
    ElectoralDistrict,
    GroupMembership,
    MessageCode,
    Seat,
    Term,
)
from stations.models import Group, LiaisonOfficer, ReceptionDay, Station, StationPhoto
from yichang_renda.prepared import Part, Prepared

OWNER = -7_000_001  # stands for the key to come
MOST_CHILDREN = 60
MOST_GROUPS = 12
NEWEST = 5
NOTICES = 3
ANSWERS = 10
SOME_DAY = date(1900, 1, 1)  # stands for today

_OFFICERS = LiaisonOfficer.objects.active().order_by("pk")
_CHILDREN = Station.objects.open().order_by("code")


def _groups() -> QuerySet[Group]:
    inside = GroupMembership.objects.current().filter(representative__station=OWNER)
    return Group.objects.active().filter(pk__in=inside.values("group")).order_by("kind", "pk")


_station_code = Prepared(
    lambda: MessageCode.objects.live().filter(station=OWNER).order_by("pk")[:1],
    [OWNER],
    [Part("", MessageCode, "slug")],
)
_person_code = Prepared(
    lambda: MessageCode.objects.live().filter(representative=OWNER).order_by("pk")[:1],
    [OWNER],
    [Part("", MessageCode, "slug")],
)
_officers = Prepared(
    lambda: _OFFICERS.filter(stations=OWNER), [OWNER], [Part("", LiaisonOfficer, "name")]
)
_children = Prepared(
    lambda: _CHILDREN.filter(parent=OWNER)[:MOST_CHILDREN], [OWNER], [Part("", Station, "name")]
)
_photos = Prepared(
    lambda: StationPhoto.objects.filter(station=OWNER).order_by("pk"),
    [OWNER],
    [Part("", StationPhoto, "caption")],
)
_rules = Prepared(
    lambda: ReceptionDay.objects.filter(station=OWNER).order_by("every", "day", "starts_at"),
    [OWNER],
    [Part("", ReceptionDay, "every", "day", "starts_at", "ends_at", "when_off", "note")],
)
_group_names = Prepared(lambda: _groups()[:MOST_GROUPS], [OWNER], [Part("", Group, "name")])
_newest = Prepared(
    lambda: Publication.objects.public().order_by("-pk")[:NEWEST],
    [],
    [
        Part("", Publication, "title", "published_at", "message_id"),
        Part("message__", Message, "rating", "representative_id", "area_id"),
        Part("message__area__", Area, "short_name"),
    ],
)


_titles = Part("", Publication, "title", "body", "answer", "published_at", "message_id")
_rated = Part("message__", Message, "rating", "representative_id", "area_id")
_place = Part("message__area__", Area, "short_name")
_answers = {
    "station": Prepared(
        lambda: (
            Publication.objects.public()
            .filter(message__station=OWNER)
            .order_by("-pk")[: ANSWERS + 1]
        ),
        [OWNER],
        [_titles, _rated, _place],
    ),
    "representative": Prepared(
        lambda: (
            Publication.objects.public()
            .filter(message__representative=OWNER, message__is_kept=False)
            .order_by("-pk")[: ANSWERS + 1]
        ),
        [OWNER],
        [_titles, _rated, _place],
    ),
}
_city_notices = Prepared(
    lambda: (
        Article.objects.public(SOME_DAY)
        .filter(station=None, area__depth=1)
        .order_by("-published_on", "-pk")[:NOTICES]
    ),
    [SOME_DAY, SOME_DAY.isoformat()],  # PostgreSQL takes a date, SQLite its text
    [Part("", Article, "title", "published_on", "area_id"), Part("area__", Area, "short_name")],
)
_memberships = Prepared(
    lambda: (
        GroupMembership.objects.current()
        .filter(representative=OWNER, group__is_active=True)
        .order_by("pk")
    ),
    [OWNER],
    [Part("", GroupMembership, "role", "group_id"), Part("group__", Group, "name")],
)
_seats = Prepared(
    lambda: Seat.objects.filter(representative=OWNER).order_by("pk"),
    [OWNER],
    [
        Part("", Seat, "status", "level", "term_id", "district_id", "unit_id"),
        Part("term__", Term, "number", "congress_id"),
        Part("term__congress__", Congress, "name"),
        Part("district__", ElectoralDistrict, "name"),
        Part("unit__", ElectingUnit, "name"),
    ],
)


def station_code(station: Station) -> str:
    """The live code of a station; "" when it has none."""
    rows = _station_code(station.pk)
    return rows[0][0].slug if rows else ""


def person_code(pk: int) -> str:
    rows = _person_code(pk)
    return rows[0][0].slug if rows else ""


def officers(station: Station) -> list[LiaisonOfficer]:
    return [row[0] for row in _officers(station.pk)]


def children(station: Station) -> list[Station]:
    return [row[0] for row in _children(station.pk)]


def photos(station: Station) -> list[StationPhoto]:
    return [row[0] for row in _photos(station.pk)]


def reception_rules(station_pk: int) -> list[ReceptionDay]:
    return [row[0] for row in _rules(station_pk)]


def groups(station: Station) -> list[Group]:
    """Groups that representatives of the station belong to; nothing of their party branches."""
    return [row[0] for row in _group_names(station.pk)]


def memberships(pk: int) -> list[GroupMembership]:
    found = []
    for membership, group in _memberships(pk):
        membership.group = group
        found.append(membership)
    return found


def seats(pk: int) -> list[Seat]:
    """All of a person's, with what ``str()``, ``congress`` and ``elected_by`` read."""
    found = []
    for seat, term, congress, district, unit in _seats(pk):
        seat.term, seat.district, seat.unit = term, district, unit
        term.congress = congress
        found.append(seat)
    return found


def newest_answers() -> list[Publication]:
    return _with_messages(_newest())


def answers_of(kind: str, pk: int) -> list[Publication]:
    """The newest of a "station" or a "representative", one more than a page shows."""
    return _with_messages(_answers[kind](pk))


def _with_messages(rows: list[list[Any]]) -> list[Publication]:
    found = []
    for publication, message, area in rows:
        publication.message, message.area = message, area
        found.append(publication)
    return found


def city_notices(today: date) -> list[Article]:
    found = []
    for notice, area in _city_notices(today, today.isoformat()):
        notice.area, notice.station = area, None
        found.append(notice)
    return found
