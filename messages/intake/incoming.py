"""How a matter comes in: by a code, by an officer who writes it down, or split from another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.phones import keyed_digest, phone_index
from casework.actors import VOTER, Actor
from casework.models import Clocked
from messages.codes.destination import Recipient
from messages.intake.bursts import NOBODY, Sender
from messages.models import Message, MessageEvent, Photo, TallyDelta
from messages.models.moves import office_over
from messages.models.rules import rules_for
from messages.secrets import TrackingSecret
from messages.states import Holder, Origin, State
from messages.tasks import process_photo
from yichang_renda.celery import enqueue

if TYPE_CHECKING:
    from areas.models import Area
    from stations.models import Station


@dataclass(frozen=True)
class Words:
    """What a person says. ``phone`` is normalised, or None for somebody without one."""

    body: str
    phone: str | None
    name: str = ""
    place: str = ""
    may_publish: bool = False
    photos: Sequence[File[bytes]] = field(default_factory=tuple)


@dataclass(frozen=True)
class Way:
    """How a voter came: by a tagged link (the key of its channel, 0 for none), from where."""

    channel: int = 0
    sender: Sender = NOBODY


PLAIN = Way()


def submit(
    words: Words, to: Recipient, *, key: str, keep_from: bool = False, way: Way = PLAIN
) -> Message:
    """Take a voter's message.

    The same key, phone and text give the message that is there already: a double tap, a
    re-sent form or a parallel post end on one receipt. Anything else is a new message, so a
    copied key never opens somebody else's receipt.
    """
    today = timezone.localdate()
    desk = _upstairs(to.station) if keep_from else _front_desk(to, today)
    values = dict(
        origin=Origin.QR,
        code=to.code,
        representative=to.representative,
        is_kept=keep_from,
        channel_id=way.channel or None,
        submission_digest=keyed_digest("voter", key, words.phone or "", words.body),
    )
    sender = NOBODY if keep_from else way.sender
    return _take_in(words, to.station, desk | values, by=VOTER, sender=sender)


def enter(
    words: Words, to: Recipient, *, key: str, origin: str, other: tuple[str, str], by: Actor
) -> Message:
    """An officer writes down what a visitor, a caller or a letter says.

    ``other`` is another system's name and number, empty when there is none.
    """
    values = dict(
        origin=origin,
        representative=to.representative,
        entered_by=by.user,
        other_system=other[0],
        other_number=other[1],
        holder=Holder.STATION,
        area=to.station.area,
        submission_digest=keyed_digest("officer", str(by.person.pk), key, words.body),
    )
    return _take_in(words, to.station, values, by=by)


def split(message: Message, parts: Sequence[str], *, by: Actor) -> list[Message]:
    """One letter, several problems: each part a matter of its own, held where the whole was."""
    phone = message.phone or None
    with transaction.atomic():
        message.act("split", by=by, text=f"拆分为 {len(parts)} 件办理。", **message.ended())
        return [
            _take_in(
                Words(body, phone, message.name, message.place, message.may_publish),
                message.station,
                dict(
                    origin=message.origin,
                    code=message.code,
                    is_kept=message.is_kept,
                    channel_id=message.channel_id,
                    representative=message.representative,
                    entered_by=message.entered_by,
                    area=message.area,
                    split_from=message,
                    holder=Holder.OFFICE if by.office else Holder.STATION,
                    office=by.office,
                    phone_confirmed_at=message.phone_confirmed_at,
                    submission_digest=keyed_digest("part", str(message.pk), str(index)),
                ),
                by=by,
            )
            for index, body in enumerate(parts)
        ]


def _front_desk(to: Recipient, today: date) -> dict[str, Any]:
    """The representative; the officers when he or she is away or the code is the station's."""
    holder: str = Holder.STATION
    if to.representative and not to.representative.is_away(today):
        holder = Holder.REPRESENTATIVE
    return dict(holder=holder, area=to.station.area)


def _upstairs(station: Station) -> dict[str, Any]:
    """「不想让本站或这位代表看到」: one level up, and filed there, so that nobody below sees it."""
    office: Area = office_over(station.area)
    if office.pk == station.area_id:
        office = office.parent_office() or office
    return dict(holder=Holder.OFFICE, office=office, area=office)


def _take_in(
    words: Words, station: Station, values: dict[str, Any], *, by: Actor, sender: Sender = NOBODY
) -> Message:
    now = timezone.now()
    secret = TrackingSecret.new(phone=words.phone)
    clock = rules_for(values["area"]).register_limit
    message = Message(
        station=station,
        state=State.SUBMITTED,
        submitted_at=now,
        held_since=now,
        body=words.body,
        name=words.name,
        place=words.place,
        may_publish=words.may_publish,
        phone=words.phone,
        phone_index=phone_index(words.phone) if words.phone else "",
        secret=secret.pack(),
        token_digest=secret.token_digest,
        code_digest=secret.code_digest,
        **values,
        **Clocked.clock_set(clock, timezone.localdate(now)),
    )
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            event = message.add_event(MessageEvent.SUBMITTED, by=by, text=words.body)
            TallyDelta.record(message, {})
            if sender != NOBODY:
                trace = sender.trace(message.pk, station.pk, timezone.localdate(now))
                trace.save(force_insert=True)
            add_photos(message, words.photos)
            message.tell_holder("收到一件新留言，请受理。", event)
    except IntegrityError:
        # The digest is unique: somebody, perhaps the same finger, was here first.
        digest = values["submission_digest"]
        first = Message.objects.filter(submission_digest=digest).first()
        # No such row: our twelve digits met another matter's, so draw again.
        return first or _take_in(words, station, values, by=by, sender=sender)
    return message


def add_photos(
    message: Message, files: Sequence[File[bytes]], event: MessageEvent | None = None
) -> None:
    """Store the files as they came; the worker makes what may be looked at."""
    for file in files:
        photo = Photo.objects.create(message=message, event=event, raw=file)
        enqueue(process_photo, photo.pk)
