"""Who stays, who comes, who leaves: worked out from the roster and what is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from jobs.plans import Plan, PlannedRow, fingerprint
from representatives.models import Representative, Seat, Term, TermChange

PersonKey = tuple[str, str]  # name, phone index


@dataclass(frozen=True)
class Person:
    pk: int
    name: str
    station: int


@dataclass(frozen=True)
class Facts:
    """What is stored and decides the outcome; equal when nothing of it has changed.

    ``seats`` are the seats of the ending term that have not ended yet, {seat: person}.
    """

    term: Term
    seats: dict[int, int]
    people: dict[PersonKey, Person]
    elsewhere: frozenset[int]  # who has a seat that lasts, in another congress


def read_facts(change: TermChange) -> Facts:
    """Four queries, however many seats. The roster's people are looked up among all."""
    term = Term.objects.current().select_related("congress").get(congress=change.congress_id)
    lasting = Seat.objects.exclude(status=Seat.Status.ENDED).order_by("pk")
    seats = dict(lasting.filter(term=term).values_list("pk", "representative"))
    others = lasting.exclude(term=term).values_list("representative", flat=True)
    rows = Representative.objects.order_by("pk").values_list("name", "phone_index", "pk", "station")
    people = {(name, index): Person(pk, name, station) for name, index, pk, station in rows}
    return Facts(term, seats, people, frozenset(others))


@dataclass(frozen=True)
class Outcome:
    """Keys of persons, but ``new`` are rows: nobody of that name and phone is stored yet."""

    reelected: dict[int, PlannedRow]
    known: dict[int, PlannedRow]  # stored, but without a seat in the ending term
    new: list[PlannedRow]
    staying: list[Person]  # leave this congress and keep a seat in another
    gone: list[Person]  # leave without any seat
    moved: list[tuple[Person, PlannedRow]] = field(default_factory=list)  # to another station

    @property
    def leavers(self) -> list[Person]:
        return [*self.staying, *self.gone]

    @property
    def perhaps_same(self) -> list[tuple[Person, PlannedRow]]:
        """Leavers and new rows of one name: people change their phones. Staff look and correct."""
        by_name: dict[str, list[PlannedRow]] = {}
        for row in self.new:
            by_name.setdefault(row.values["name"], []).append(row)
        return [(person, row) for person in self.leavers for row in by_name.get(person.name, ())]

    @property
    def joining(self) -> list[PlannedRow]:
        return [*self.known.values(), *self.new]


def outcome_of(plan: Plan, facts: Facts) -> Outcome:
    holders = dict.fromkeys(facts.seats.values())
    by_pk = {person.pk: person for person in facts.people.values()}
    outcome = Outcome({}, {}, [], [], [])
    for row in plan.new:
        person = facts.people.get(key_of(row))
        if person is None:
            outcome.new.append(row)
        elif person.pk in holders:
            outcome.reelected[person.pk] = row
            if person.station != row.values["station_id"]:
                outcome.moved.append((person, row))
        else:
            outcome.known[person.pk] = row
    for pk in holders:
        if pk not in outcome.reelected:
            target = outcome.staying if pk in facts.elsewhere else outcome.gone
            target.append(by_pk[pk])
    return outcome


def key_of(row: PlannedRow) -> PersonKey:
    return row.values["name"], row.values["phone_index"]


def digest_of(change: TermChange, plan: Plan, facts: Facts, outcome: Outcome) -> str:
    """Equal for two moments at which the change would do the same to seats and persons.

    What comes and goes every day (messages, printed codes, memberships) is not part of it.
    """
    return fingerprint(
        [
            change.number,
            change.first_session_on,
            plan.digest(),
            facts.term.pk,
            sorted(facts.seats.items()),
            sorted(outcome.reelected),
            sorted(outcome.known),
            _keys(outcome.staying),
            _keys(outcome.gone),
            [[person.pk, person.station] for person, _ in outcome.moved],
        ]
    )


def _keys(people: Iterable[Person]) -> list[int]:
    return sorted(person.pk for person in people)


def changed_stations(outcome: Outcome) -> dict[int, tuple[list[str], list[str]]]:
    """{station: (who leaves it, who joins it)}: their boards name other people from now on."""
    stations: dict[int, tuple[list[str], list[str]]] = {}
    for person in outcome.leavers:
        stations.setdefault(person.station, ([], []))[0].append(person.name)
    for row in outcome.joining:
        stations.setdefault(row.values["station_id"], ([], []))[1].append(row.values["name"])
    for person, row in outcome.moved:
        stations.setdefault(person.station, ([], []))[0].append(person.name)
        stations.setdefault(row.values["station_id"], ([], []))[1].append(person.name)
    return stations
