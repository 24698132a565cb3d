"""Whom a code leads to, for posters and name cards: a person or a station with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from areas.models import Installation
from portal.boards.codes import BOARD_CHANNEL, Code
from portal.boards.content import LONG_NAME, BoardContent
from representatives.models import MessageCode, Representative
from stations.models import LiaisonOfficer, Station


@dataclass(frozen=True)
class Owner:
    """``name`` is a person's, or the station's own when the code leads to it."""

    kind: str
    name: str
    role: str
    post: str
    photo: str
    pk: int
    station: str
    place: str
    hours: str
    phone: str
    code: Code
    site_name: str

    @property
    def is_station(self) -> bool:
        return self.kind == "station"

    @property
    def is_long(self) -> bool:
        return len(self.name) > LONG_NAME


def owners_on(board: BoardContent) -> list[Owner]:
    """Everybody on a board who has a code, and the station itself last."""
    place = {
        "station": board.name,
        "place": board.place,
        "hours": board.hours,
        "phone": board.phone,
        "site_name": board.site_name,
    }
    found = [
        Owner(
            kind=person.role,
            name=person.name,
            role=person.posts,
            post=person.post,
            photo=person.photo,
            pk=person.pk,
            code=person.code,
            **place,
        )
        for person in board.people
        if person.code
    ]
    if board.code:
        found.append(_of_station(board.code, board.pk, board.kind, place))
    return found


def owner_of(row: MessageCode) -> Owner:
    """``row`` with what it leads to; a handful of queries."""
    owner = row.owner
    station = _station_of(owner)
    place = {
        "station": station.name if station else "",
        "place": station.area.full_name() if station else "",
        "hours": station.opening_hours if station else "",
        "phone": station.phone if station else "",
        "site_name": Installation.current().portal_name,
    }
    code = Code(row.pk, row.slug, BOARD_CHANNEL)
    if isinstance(owner, Station):
        return _of_station(code, owner.pk, owner.get_kind_display(), place)
    if isinstance(owner, LiaisonOfficer):
        return Owner(
            kind="officer",
            name=owner.name,
            role="联络员",
            post="",
            photo="",
            pk=owner.pk,
            code=code,
            **place,
        )
    return Owner(
        kind="representative",
        name=owner.name,
        role=owner.posts_line or "人大代表",
        post=owner.post if owner.publish_post else "",
        photo=str(owner.photo.name) if owner.photo and owner.publish_photo else "",
        pk=owner.pk,
        code=code,
        **place,
    )


def _of_station(code: Code, pk: int, kind: str, place: dict[str, str]) -> Owner:
    return Owner(
        kind="station",
        name=place["station"],
        role=kind,
        post="",
        photo="",
        pk=pk,
        code=code,
        **place,
    )


def _station_of(owner: Representative | LiaisonOfficer | Station) -> Station | None:
    if isinstance(owner, Station):
        return owner
    if isinstance(owner, Representative):
        return owner.station
    return owner.stations.select_related("area").order_by("pk").first()


def for_cards(owners: Sequence[Owner]) -> list[Owner]:
    """An officer of several stations has one code: one card. Cards hang on no wall."""
    handed_out = (replace(owner, code=replace(owner.code, channel="")) for owner in owners)
    return list({owner.code.pk: owner for owner in handed_out}.values())
