"""Matters in every state, written in bulk with the columns that the moves would have left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.phones import keyed_digest, phone_index
from areas.calendar import is_working_day
from areas.models import Area
from areas.names import office_name
from casework.clock import Clock
from casework.models import Clocked
from messages.demo.words import NAMES, PLACES, RATING_WORDS, TOPICS
from messages.models import Audience, Message, MessageAssignment, MessageEvent
from messages.secrets import TrackingSecret
from messages.states import ENDED, Holder, Origin, Rating, RatingSource, State
from representatives.models import Representative
from stations.models import Department, Station

BATCH = 2000
OPEN_WANTED = 4000
DAYS_BACK = 300
# Shares of the open and of the ended matters, in percent.
OPEN_STATES = {
    State.SUBMITTED: 18,
    State.ACCEPTED: 26,
    State.ASSIGNED: 12,
    State.HANDLING: 20,
    State.ANSWERED: 8,
    State.REPLIED: 10,
    State.RETURNED: 3,
    State.REOPENED: 3,
}
ENDED_STATES = {
    State.CLOSED: 90,
    State.DECLINED: 3,
    State.WITHDRAWN: 3,
    State.CLOSED_ELSEWHERE: 4,
}
RATINGS = {
    Rating.SATISFIED: 66,
    Rating.BASICALLY_SATISFIED: 17,
    Rating.DISSATISFIED: 5,
    "": 12,
}


@dataclass
class Place:
    """A station with everybody a matter there may meet."""

    station: Station
    representatives: list[Representative]
    office: Area
    departments: list[Department]


@dataclass
class Batch:
    messages: list[Message] = field(default_factory=list)
    shares: list[tuple[int, MessageAssignment]] = field(default_factory=list)
    events: list[tuple[int, MessageEvent]] = field(default_factory=list)


class MatterMaker:
    """The same seed gives the same matters; ``today`` is the day they are seen on."""

    def __init__(self, places: list[Place], clerk: User, today: date) -> None:
        self.places, self.clerk, self.today = places, clerk, today
        self.random = Random(20230809)  # noqa: S311 demo matters need no secrecy
        self.phone_indexes = {f"198{n:08d}": "" for n in range(1, 2001)}
        self.phones = list(self.phone_indexes)
        for phone in self.phones:
            self.phone_indexes[phone] = phone_index(phone)

    def make(self, count: int) -> Iterator[int]:
        """Write ``count`` matters; yields how many are there after each batch.

        The ended ones come first, as in life: the newest rows are the open ones.
        """
        still_open = min(OPEN_WANTED, count * 2 // 3)
        plan = [False] * (count - still_open) + [True] * still_open
        for start in range(0, count, BATCH):
            batch = Batch()
            for number in range(start, min(start + BATCH, count)):
                self._add(batch, number, self._pick_state(plan[number]), self._place(number))
            _write(batch)
            yield min(start + BATCH, count)

    def _pick_state(self, is_open: bool) -> str:
        shares = OPEN_STATES if is_open else ENDED_STATES
        return self.random.choices(list(shares), list(shares.values()))[0]

    def _place(self, number: int) -> Place:
        """Every fortieth matter is the showcase's, so that the demo accounts have work."""
        return self.places[0] if number % 40 == 0 else self.random.choice(self.places)

    def _add(self, batch: Batch, number: int, state: str, place: Place) -> None:
        body, answer = self._words()
        submitted = self._submitted_at(state)
        by_officer = self.random.random() < 0.12
        person = None if by_officer else self.random.choice(place.representatives)
        phone = self.random.choice(self.phones)
        secret = TrackingSecret.new(phone=phone)
        message = Message(
            origin=self.random.choice([Origin.WALK_IN, Origin.CALL]) if by_officer else Origin.QR,
            representative=person,
            station=place.station,
            area=place.station.area,
            entered_by=self.clerk if by_officer else None,
            body=body,
            name=self.random.choice(NAMES),
            place=self.random.choice(PLACES),
            may_publish=self.random.random() < 0.6,
            phone=phone,
            phone_index=self.phone_indexes[phone],
            submitted_at=submitted,
            phone_confirmed_at=submitted if self.random.random() < 0.4 else None,
            secret=secret.pack(),
            token_digest=secret.token_digest,
            code_digest=secret.code_digest,
            submission_digest=keyed_digest("demo", str(number)),
            state=state,
            held_since=submitted,
        )
        self._bring_to(message, place, batch, answer)
        batch.messages.append(message)

    def _words(self) -> tuple[str, str]:
        matter, answer = self.random.choice(TOPICS)
        return self.random.choice(PLACES) + matter, answer

    def _submitted_at(self, state: str) -> datetime:
        """Open matters are young; a few are late, as everywhere."""
        young = state not in ENDED
        days = self.random.choice([0, 0, 1, 1, 2, 3, 4, 6, 8]) if young else None
        day = self.today - timedelta(days=days or self.random.randint(15, DAYS_BACK))
        if days == 0:
            day = self.today
        minutes = self.random.randint(8 * 60, 18 * 60)
        moment = datetime.combine(day, time(minutes // 60, minutes % 60))
        return min(timezone.make_aware(moment), timezone.now())

    # the columns of a state -------------------------------------------------------------------

    def _bring_to(self, message: Message, place: Place, batch: Batch, answer: str) -> None:
        index = len(batch.messages)
        tell = _Teller(batch, index, message, self.clerk)
        tell("submit", message.submitted_at, "选民", message.body)
        match message.state:
            case State.SUBMITTED:
                self._at_desk(message, days=1)
            case State.ACCEPTED | State.RETURNED | State.REOPENED:
                self._accepted(message, place, tell)
            case State.ASSIGNED | State.HANDLING | State.ANSWERED:
                self._at_department(message, place, batch, answer, tell)
            case State.REPLIED:
                self._replied(message, place, answer, tell)
                _set(message, clock(7, _day(message.replied_at)), holder=Holder.VOTER)
            case _:
                self._ended(message, place, answer, tell)

    def _at_desk(self, message: Message, *, days: int, office: Area | None = None) -> None:
        holder = Holder.REPRESENTATIVE if message.representative else Holder.STATION
        _set(
            message,
            clock(days, _day(message.submitted_at)),
            holder=Holder.OFFICE if office else holder,
            office=office,
        )

    def _accepted(self, message: Message, place: Place, tell: _Teller) -> None:
        at_office = self.random.random() < 0.3
        self._at_desk(message, days=5, office=place.office if at_office else None)
        if message.state == State.ACCEPTED:
            if at_office:
                message.referral = "assign"
                tell(
                    "refer_to_assign",
                    _later(message, 2),
                    place.station.name,
                    "需要上级协调。",
                    Audience.STAFF,
                )
            else:
                tell("accept", _later(message, 2), _desk(message), "")
        elif message.state == State.REOPENED:
            message.reopened_at = _later(message, 20)
            tell("reopen", _later(message, 20), "选民", "问题又出现了，请再看看。")

    def _at_department(
        self, message: Message, place: Place, batch: Batch, answer: str, tell: _Teller
    ) -> None:
        assigned = _later(message, 4)
        department = self.random.choice(place.departments)
        days = clock(5, _day(assigned))
        state = {State.ASSIGNED: "assigned", State.HANDLING: "handling"}.get(
            State(message.state), "answered"
        )
        tell("assign", assigned, office_name(place.office), f"交{department}办理。")
        share = MessageAssignment(
            role="lead",
            department=department,
            state=state,
            assigned_by=self.clerk,
            assigned_at=assigned,
            handle_amount=5,
            **(clock(1, _day(assigned)) if state == "assigned" else days),
        )
        _set(message, days, holder=Holder.DEPARTMENT, office=place.office)
        if state == "answered":
            share.answer, share.answered_at, share.answered_by = (
                answer,
                _later(message, 20),
                self.clerk,
            )
            _set(share, Clocked.clock_stopped())
            _set(message, clock(2, _day(message.submitted_at)), holder=Holder.OFFICE)
            tell("lead_answered", _later(message, 20), department.name, "", Audience.STAFF)
        message.held_since = assigned
        batch.shares.append((len(batch.messages), share))

    def _replied(self, message: Message, place: Place, answer: str, tell: _Teller) -> None:
        hours = self.random.choice([5, 9, 20, 26, 48, 50, 72, 96, 120])
        message.replied_at = _later(message, hours)
        through_office = self.random.random() < 0.4
        person = message.representative
        is_own = person is not None and person.user_id is not None and not through_office
        message.replied_by_id = person.user_id if is_own and person else self.clerk.pk
        message.office = place.office if through_office else None
        tell("accept", _later(message, 2), _desk(message), "")
        tell(
            "release" if through_office else "reply",
            message.replied_at,
            office_name(place.office) if through_office else _desk(message),
            answer,
        )

    def _ended(self, message: Message, place: Place, answer: str, tell: _Teller) -> None:
        ended = _later(message, 130)
        if message.state == State.CLOSED:
            self._replied(message, place, answer, tell)
            rating = self.random.choices(list(RATINGS), list(RATINGS.values()))[0]
            if rating:
                source = RatingSource.SLIP if message.is_proxied else RatingSource.ONLINE
                words = self.random.choice(RATING_WORDS) if self.random.random() < 0.2 else ""
                _set(message, rating=rating, rating_source=source, rating_words=words)
                tell("rate", ended, "选民", Rating(rating).label)
            else:
                tell("close_unrated", ended, "系统", "评价期已过，自动办结。")
        elif message.state == State.DECLINED:
            message.right_channel = "当地人民法院"
            reason = "这件事正在法院审理。　正确渠道：当地人民法院"
            tell("decline", ended, office_name(place.office), reason)
        elif message.state == State.CLOSED_ELSEWHERE:
            number = f"YC{ended:%Y%m%d}{self.random.randint(1000, 9999)}"
            _set(message, other_system="12345 热线", other_number=number)
            tell(
                "close_elsewhere",
                ended,
                place.station.name,
                f"已由12345 热线办理（编号 {number}）。",
            )
        else:
            tell("withdraw", ended, "选民", "")
        _set(message, Clocked.clock_stopped(), holder=Holder.NOBODY, ended_at=ended)


@dataclass
class _Teller:
    """Writes the timeline of one message of a batch."""

    batch: Batch
    index: int
    message: Message
    clerk: User

    def __call__(
        self, kind: str, at: datetime, label: str, text: str, audience: str = Audience.EVERYONE
    ) -> None:
        event = MessageEvent(at=at, actor_label=label, kind=kind, text=text, audience=audience)
        self.batch.events.append((self.index, event))


def _write(batch: Batch) -> None:
    with transaction.atomic():
        Message.objects.bulk_create(batch.messages)
        for index, share in batch.shares:
            share.message = batch.messages[index]
        MessageAssignment.objects.bulk_create([share for _, share in batch.shares])
        for index, event in batch.events:
            event.message = batch.messages[index]
        MessageEvent.objects.bulk_create([event for _, event in batch.events])


def _set(row: Any, *columns: dict[str, Any], **more: Any) -> None:
    for values in (*columns, more):
        for name, value in values.items():
            setattr(row, name, value)


@cache
def clock(amount: int, start: date) -> dict[str, Any]:
    """The columns of a running clock; there are few pairs, so each is worked out once."""
    return Clocked.clock_set(Clock(amount), start)


def _day(moment: datetime | None) -> date:
    return timezone.localdate(moment)


def _desk(message: Message) -> str:
    person = message.representative
    return f"{person.name} 代表" if person else message.station.name


def _later(message: Message, hours: int) -> datetime:
    """Some hours after the submission, in office hours of a working day, never in the future."""
    moment = message.submitted_at + timedelta(hours=hours)
    local = timezone.localtime(moment)
    if not 8 <= local.hour < 18:
        moment += timedelta(hours=(32 - local.hour) % 24)
    while not is_working_day(_day(moment)):
        moment += timedelta(days=1)
    return min(moment, timezone.now())


def places_of(stations: list[Station]) -> list[Place]:
    """Every station that has representatives, with the departments its office may assign to."""
    people: dict[int, list[Representative]] = {}
    for person in Representative.objects.order_by("pk"):
        people.setdefault(person.station_id, []).append(person)
    departments: dict[int, list[Department]] = {}
    for department in Department.objects.order_by("pk"):
        departments.setdefault(department.area_id, []).append(department)
    Area.objects.prime_lineage([station.area for station in stations])
    places = []
    for station in stations:
        office = station.area.office_area()
        own = departments.get(office.pk, []) + departments.get(station.area_id, [])
        if station.pk in people and own:
            places.append(Place(station, people[station.pk], office, own))
    return places
