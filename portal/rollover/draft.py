"""The people of the running term as a table to start the new roster from."""

from __future__ import annotations

from collections.abc import Iterator

from portal.rollover.roster import NewTermRoster
from representatives.imports.roster import LEVELS, SEXES
from representatives.models import Seat, TermChange

HEADER = tuple(column.name for column in NewTermRoster.columns)
LEVEL_WORDS = {str(level): word for word, level in LEVELS.items()}
SEX_WORDS = {str(sex): word for word, sex in SEXES.items()}


def draft_rows(change: TermChange) -> Iterator[list[str]]:
    """One row per seat, in the order of ``HEADER``; three queries. Telephone numbers stay empty:
    the register never shows them, and staff have them from where they got the new ones."""
    seats = Seat.objects.exclude(status=Seat.Status.ENDED)
    held = seats.filter(term=change.congress.current_term).select_related(
        "representative__station__area", "district", "unit__area"
    )
    for seat in held.prefetch_related("district__areas").order_by("pk"):
        person = seat.representative
        covered = list(seat.district.areas.all())[:1] if seat.district else []
        area = covered[0] if covered else (seat.unit and seat.unit.area) or person.station.area
        values = {
            "姓名": person.name,
            "性别": SEX_WORDS.get(person.sex, ""),
            "民族": person.ethnicity,
            "中共党员": "是" if person.is_party_member else "否",
            "单位职务": person.post,
            "简介": person.bio,
            "层级": LEVEL_WORDS[change.congress.level],
            "届次": str(change.number),
            "选区或选举单位": seat.elected_by,
            "区划代码": area.code,
            "站点编号": person.station.code,
            "公示电话": person.public_phone,
        }
        yield [values.get(name, "") for name in HEADER]
