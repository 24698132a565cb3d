"""Small queries of the public pages whose SQL is written once (see `messages.prepared`).

The pages are made of many small queries, and compiling those was most of their work; `make bench`
holds the pages to a share of bare Django's rate.
"""

from __future__ import annotations

from django.db.models import QuerySet

from areas.models import Area
from messages.models import Message, Publication
from messages.prepared import Part, Prepared
from representatives.models import GroupMembership, MessageCode
from stations.models import Group, LiaisonOfficer, ReceptionDay, Station, StationPhoto

OWNER = -7_000_001  # stands for the key to come
MOST_CHILDREN = 60
MOST_GROUPS = 12
NEWEST = 5

_OFFICERS = LiaisonOfficer.objects.active().order_by("pk")
_CHILDREN = Station.objects.open().order_by("code")


def _groups() -> QuerySet[Group]:
    inside = GroupMembership.objects.current().filter(representative__station=OWNER)
    return Group.objects.active().filter(pk__in=inside.values("group")).order_by("kind", "pk")


_station_code = Prepared(
    lambda: MessageCode.objects.live().filter(station=OWNER).order_by("pk")[:1],
    [OWNER], [Part("", MessageCode, "slug")],
)  # fmt: skip
_person_code = Prepared(
    lambda: MessageCode.objects.live().filter(representative=OWNER).order_by("pk")[:1],
    [OWNER], [Part("", MessageCode, "slug")],
)  # fmt: skip
_officers = Prepared(
    lambda: _OFFICERS.filter(stations=OWNER), [OWNER], [Part("", LiaisonOfficer, "name")]
)
_children = Prepared(
    lambda: _CHILDREN.filter(parent=OWNER)[:MOST_CHILDREN], [OWNER], [Part("", Station, "name")]
)
_photos = Prepared(
    lambda: StationPhoto.objects.filter(station=OWNER).order_by("pk"),
    [OWNER], [Part("", StationPhoto, "caption")],
)  # fmt: skip
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


def newest_answers() -> list[Publication]:
    found = []
    for publication, message, area in _newest():
        publication.message, message.area = message, area
        found.append(publication)
    return found
