"""A representative in a list: what everybody may read, and nothing else is even fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse

from representatives.models import MessageCode, Representative, Seat


@dataclass(frozen=True)
class Card:
    """``posts`` are (level, name of the congress) of the active seats; ``slug`` "" without a code.

    ``post`` and ``has_photo`` are already what the person agreed to show.
    """

    pk: int
    name: str
    post: str
    has_photo: bool
    station_pk: int
    station: str
    posts: tuple[tuple[str, str], ...]
    slug: str

    @property
    def posts_line(self) -> str:
        names = dict.fromkeys(name for _, name in self.posts)
        return "、".join(names) + "人大代表" if names else ""

    @property
    def url(self) -> str:
        return address("portal:representative", self.pk)

    @property
    def write_url(self) -> str:
        before, after = _around("messages:voter")
        return f"{before}{self.slug}{after}"

    @property
    def photo_url(self) -> str:
        return address("portal:representative_photo", self.pk)

    @property
    def station_url(self) -> str:
        return address("portal:station", self.station_pk)


def cards(pks: Iterable[int]) -> list[Card]:
    """In the order of the keys; three queries, however many there are."""
    wanted = list(pks)
    posts: dict[int, list[tuple[str, str]]] = {}
    seats = Seat.objects.active().filter(representative__in=wanted).order_by("pk")
    for pk, level, name in seats.values_list("representative", "level", "term__congress__name"):
        posts.setdefault(pk, []).append((level, name))
    codes = MessageCode.objects.live().filter(representative__in=wanted).order_by("-pk")
    slugs: dict[int, str] = dict(codes.values_list("representative", "slug"))
    rows = Representative.objects.filter(pk__in=wanted).order_by().values_list(
        "pk", "name", "post", "publish_post", "photo", "publish_photo", "station", "station__name"
    )  # fmt: skip
    found = {
        pk: Card(
            pk, name, post if shows_post else "", bool(photo and shows_photo), station_pk, station,
            tuple(posts.get(pk, ())), slugs.get(pk, ""),
        )
        for pk, name, post, shows_post, photo, shows_photo, station_pk, station in rows
    }  # fmt: skip
    return [found[pk] for pk in wanted if pk in found]


def address(name: str, pk: int) -> str:
    """`reverse()` of a URL with one key: lists have dozens of them, and it is slow."""
    before, after = _around(name)
    return f"{before}{pk}{after}"


@lru_cache(maxsize=8)
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[0]).partition("0")
    return before, after
