"""What a representative without an active seat still holds goes to the station, or to a successor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import Exists, OuterRef
from django.urls import reverse

from casework.actors import SYSTEM, Actor
from casework.workflow import TransitionError
from messages.models import Message
from messages.models.message import MessageQuerySet
from messages.models.moves import officers_on_duty
from messages.states import AT_DESK, Holder
from notifications.outbox import notify
from representatives.models import Representative, Seat

AT_ONCE = 500
LEFT = ("term_over", "seat_paused")  # what a line of a matter that was left behind says


def held_by(people: Collection[int]) -> MessageQuerySet:
    """Open matters whose turn these representatives have."""
    held = Message.objects.open().filter(holder=Holder.REPRESENTATIVE)
    return held.filter(representative__in=people)


def left_by(person: Representative) -> MessageQuerySet:
    """What lies at the station after this person left, and nobody has assigned yet."""
    left = Message.objects.open().filter(holder=Holder.STATION, state__in=AT_DESK)
    return left.filter(representative=person, events__kind__in=LEFT).distinct()


def leave_to_stations(
    matters: MessageQuerySet, *, key: str, by: Actor = SYSTEM, suspended: bool = False
) -> Counter[int]:
    """Move them, and tell each station's officers once; {representative: how many}.

    ``key`` names the occasion, so that a second run tells nobody twice. A matter that somebody
    acts on at this very moment is left to that act.
    """
    people: Counter[int] = Counter()
    stations: Counter[int] = Counter()
    for message in matters.with_people():
        person = message.representative_id
        try:
            message.leave_to_station(by=by, suspended=suspended)
        except TransitionError:
            continue
        assert person is not None  # message_held_by_somebody_known
        people[person] += 1
        stations[message.station_id] += 1
    for station, n in stations.items():
        notify(
            users=officers_on_duty(station),
            text=f"代表{'暂停执行职务' if suspended else '离任'}，{n} 件没办完的留言转到站点，请接着办理。",
            url=reverse("desk:list"),
            key=f"{key}:{station}",
        )
    return people


def leave_what_is_held(person: Representative, key: str) -> None:
    suspended = Seat.objects.not_ended().filter(representative=person).exists()
    leave_to_stations(held_by([person.pk]), key=key, suspended=suspended)


def pass_to(former: Representative, successor: Representative, *, by: Actor) -> int:
    """Everything ``former`` left at the station; how many the successor now holds."""
    passed = 0
    for message in left_by(former).with_people():
        message.pass_on(successor, by=by)
        passed += 1
    return passed


def strays(*, suspended: bool = False) -> MessageQuerySet:
    """Held by somebody without an active seat: sent while the last was ending or suspended."""
    seats = Seat.objects.filter(representative=OuterRef("representative"))
    held = Message.objects.open().filter(holder=Holder.REPRESENTATIVE)
    stopped = held.filter(~Exists(seats.active()))
    is_suspended = Exists(seats.not_ended())
    return stopped.filter(is_suspended if suspended else ~is_suspended).order_by("pk")[:AT_ONCE]
