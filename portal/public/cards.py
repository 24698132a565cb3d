"""A representative in a list: what everybody may read, and nothing else is even fetched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from representatives.models import MessageCode, Representative, Seat
from yichang_renda.prepared import Prepared

FIRST_MARK = -7_000_000  # no row has such a key
LEAST = 16


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
    """In the order of the keys; two queries, however many there are."""
    wanted = list(pks)
    if not wanted:
        return []
    marks = _marks(len(wanted))
    keys = wanted + wanted[:1] * (len(marks) - len(wanted))
    people, seats = _queries(marks)
    posts: dict[int, list[tuple[str, str]]] = {}
    for pk, level, name in seats(*keys):
        posts.setdefault(pk, []).append((level, name))
    found = {
        pk: Card(
            pk,
            name,
            post if shows_post else "",
            bool(photo and shows_photo),
            station_pk,
            station,
            tuple(posts.get(pk, ())),
            slug or "",
        )
        for pk, name, post, shows_post, photo, shows_photo, station_pk, station, slug in people(
            *keys
        )
    }
    return [found[pk] for pk in wanted if pk in found]


def _marks(amount: int) -> range:
    """Stand for so many keys to come, or for more: a query is compiled for few sizes only."""
    return range(FIRST_MARK, FIRST_MARK + max(LEAST, 1 << (amount - 1).bit_length()))


@lru_cache(maxsize=8)
def _queries(marks: range) -> tuple[Prepared, Prepared]:
    """People with their code, and their seats: compiled once for a size (see `quick`)."""
    code = MessageCode.objects.live().filter(representative=OuterRef("pk")).order_by("pk")
    people = Prepared(
        lambda: (
            Representative.objects.filter(pk__in=marks)
            .order_by()
            .annotate(slug=Subquery(code.values("slug")[:1]))
        ),
        marks,
        [],
        [
            "pk",
            "name",
            "post",
            "publish_post",
            "photo",
            "publish_photo",
            "station",
            "station__name",
            "slug",
        ],
    )
    seats = Prepared(
        lambda: Seat.objects.active().filter(representative__in=marks).order_by("pk"),
        marks,
        [],
        ["representative", "level", "term__congress__name"],
    )
    return people, seats


def address(name: str, pk: int) -> str:
    """`reverse()` of a URL with one key: lists have dozens of them, and it is slow."""
    before, after = _around(name)
    return f"{before}{pk}{after}"


@lru_cache(maxsize=8)
def _around(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[0]).partition("0")
    return before, after
