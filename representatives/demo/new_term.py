"""An invented roster of a congress's next term: some stay, the others make room for new people."""

from __future__ import annotations

from collections.abc import Iterator

from representatives.imports import RepresentativeImport
from representatives.models import Congress, Seat
from stations.demo.people import People

HEADER = tuple(column.name for column in RepresentativeImport.columns)
LEVELS = {"national": "全国", "province": "省", "city": "市", "county": "县", "township": "乡"}
SEXES = {"male": "男", "female": "女", "": ""}
FIRST_PHONE = 50_000_000  # numbers that the demo's other people never reach


def roster_rows(congress: Congress, number: int, stay: float) -> Iterator[list[str]]:
    """One row for each seat of the current term, in the order of ``HEADER``; districts renumbered."""
    people = People(seed=number)
    seats = Seat.objects.exclude(status=Seat.Status.ENDED).filter(term=congress.current_term)
    named = seats.select_related("representative__station__area", "district", "unit__area")
    for seat in named.prefetch_related("district__areas").order_by("pk"):
        old = seat.representative
        stays = people.random.random() < stay
        covered = list(seat.district.areas.all()) if seat.district else []
        area = covered[0] if covered else (seat.unit and seat.unit.area) or old.station.area
        body = f"{seat.district}（重划）" if seat.district else str(seat.unit)
        new = FIRST_PHONE + seat.pk
        yield [
            old.name if stays else people.name(),
            SEXES[old.sex] if stays else people.random.choice("男女"),
            old.ethnicity if stays else people.ethnicity(),
            "是" if old.is_party_member else "否",
            (old.phone or "") if stays else f"199{new:08d}",
            old.post if stays else people.post(),
            old.bio if stays else "",
            LEVELS[congress.level],
            str(number),
            body[:80],
            area.code,
            old.station.code,
            old.public_phone if stays else "",
        ]
