"""Which seats may stand on a ballot: of the term, and elected where the evaluation is held."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from representatives.models import ElectoralDistrict, Seat
from representatives.models.seats import SeatQuerySet
from supervision.models.moves import Moves
from supervision.states import Direction
from supervision.wording import ELECTED_ELSEWHERE, NAMED, some_names


def elected_here(evaluation: Moves) -> SeatQuerySet:
    """Seats of the term whose voters or electing unit the area holds; combine with ``active()``.

    A township uses the county's term for the representatives that its own voters elect. A district
    of work units names no areas: there it is the station of the representative that counts.
    """
    area = evaluation.area
    seats: SeatQuerySet = Seat.objects.filter(term=evaluation.term_id)
    if evaluation.direction == Direction.UNIT:
        return seats.filter(area.scope_q("unit__area__"))
    if evaluation.direction != Direction.VOTERS:
        return seats.none()
    seats = seats.filter(district__isnull=False)
    if area.contains(evaluation.term.congress.area):
        return seats
    coded = [above.coded_under_id for above in area.lineage if above.coded_under_id]
    covered = ElectoralDistrict.areas.through.objects.filter(electoraldistrict=OuterRef("district"))
    of_work_units = seats.filter(~Exists(covered), area.scope_q("representative__station__area__"))
    return seats.of_voters(area.lineage_paths(), coded, area.scope_q("")) | of_work_units


def problems(evaluation: Moves) -> list[str]:
    """What is wrong with the objects, in words: representatives who were elected elsewhere."""
    rated = evaluation.subjects.rated().filter(seat__isnull=False)
    strange = rated.exclude(seat__in=elected_here(evaluation).order_by().values("pk"))
    names = strange.order_by("position", "pk").values_list("seat__representative__name", flat=True)
    found = list(names[: NAMED + 1])
    return [ELECTED_ELSEWHERE.format(some_names(found), evaluation.area)] if found else []
