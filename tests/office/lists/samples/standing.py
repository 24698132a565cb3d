"""Boards, standards, idle stations, what a change of term leaves to do."""

from typing import Any

from django.utils import timezone

from representatives.models import Congress, Leaver, MessageCode, Term, TermChange
from stations.models import Board
from tests.factories.casework import Cast, make_representative, make_seat
from tests.factories.register import make_group
from tests.office.lists.samples.register import another_station
from tests.office.lists.samples.sample import Sample


def outdated(cast: Cast, n: int) -> Board:
    station = another_station(cast, n)
    return Board.objects.create(
        station=station, current="new", printed="old", printed_at=timezone.now()
    )


def done_change(cast: Cast) -> TermChange:
    if found := TermChange.objects.first():
        return found
    congress = Congress.objects.get(level="county", area=cast.tree.xiling)
    Term.objects.filter(congress=congress).update(closed_on=timezone.localdate())
    return TermChange.objects.create(
        congress=congress,
        number=7,
        first_session_on=timezone.localdate(),
        state="done",
        digest="x",
        rehearsed_at=timezone.now(),
        created_by=cast.quxian,
        ordered_by=cast.quxian,
        done_at=timezone.now(),
        new_term=Term.objects.create(congress=congress, number=7),
        result={"stations": [], "codes_new": 0},
    )


def left(cast: Cast, n: int) -> Leaver:
    person = make_representative(f"代表{n}", cast.station, pinyin=f"daibiao {n}")
    leaver = Leaver.objects.create(change=done_change(cast), representative=person, matters=n)
    leaver.codes.set([MessageCode.objects.create(representative=person)])
    return leaver


def changed_people(cast: Cast, n: int) -> None:
    change = done_change(cast)
    change.result["stations"].append([another_station(cast, n).pk, [f"旧代表{n}"], [f"新代表{n}"]])
    change.save()


def unprinted(cast: Cast, n: int) -> MessageCode:
    done_change(cast)
    person: Any = make_representative(f"代表{n}", cast.station, pinyin=f"daibiao {n}")
    person.seats.all().delete()
    make_seat(person, cast.tree.xiling, term=7, body=f"第 {n} 选区")
    return MessageCode.objects.create(representative=person)


SAMPLES = {
    "boards": Sample("office:boards", outdated, user="stranger"),
    "boards_to_print": Sample("office:reprint", changed_people, owner=done_change),
    "codes_to_print": Sample("office:reprint", unprinted, owner=done_change, query="?kind=codes"),
    "failing": Sample("office:failing", another_station, user="stranger"),
    "idle": Sample("office:idle", another_station, user="stranger"),
    "idle_groups": Sample(
        "office:idle_groups",
        lambda cast, n: make_group(cast.tree.fengshan, f"第 {n} 组"),
        user="stranger",
    ),
    "leavers": Sample("office:leavers", left, owner=done_change),
}
