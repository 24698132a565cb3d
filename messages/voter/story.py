"""A matter as its voter reads it: the story so far, whose turn it is, what happens next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from areas.dates import chinese_date
from areas.models import Area
from casework.actors import VOTER
from casework.clock import Explained
from messages.models import Message, MessageAssignment, MessageEvent, Photo
from messages.models.record import MatterRecord
from messages.states import AT_DEPARTMENT, Holder, Rating, Stage, State
from representatives.models import Representative
from stations.models import Department, Station
from yichang_renda.prepared import Part, Prepared

STAGE_KEYS = {
    Stage.RECEIVED: "received",
    Stage.HANDLING: "handling",
    Stage.REPLIED: "replied",
    Stage.CLOSED: "closed",
}
# Lines whose own words say everything; the others need their headline in front.
SPEAK_FOR_THEMSELVES = {
    MessageEvent.SUBMITTED,
    MessageEvent.ASSIGNMENT,
    "assign",
    "lead_reassigned",
    "reply",
    "release",
    "add_words",
    "take",
    "cover",
    "term_over",
    "seat_paused",
    "pass_on",
    "split",
    "merge",
    "close_elsewhere",
    "close_unrated",
}
REPLIES = ("reply", "release")


@dataclass(frozen=True)
class PhotoLink:
    """What the photo components show; ``ready`` is false while the worker prepares it."""

    url: str
    ready: bool
    alt: str = "照片"

    @property
    def thumb_url(self) -> str:
        return self.url


@dataclass(frozen=True)
class Line:
    when: datetime
    who: str
    text: str
    photos: Sequence[PhotoLink] = field(default_factory=tuple)
    broken: int = 0  # photos that turned out to be none
    is_reply: bool = False


@dataclass(frozen=True)
class Told:
    """A matter with what its page tells; ``message`` has only the columns the page needs."""

    message: Message
    events: list[MessageEvent]
    photos: list[Photo]

    @property
    def looks(self) -> list[MessageEvent]:
        """The times somebody looked at the phone, told beside the story."""
        return [event for event in self.events if event.kind == MessageEvent.PHONE_REVEALED]

    def lines(self, token: str) -> list[Line]:
        return [
            _line(event, self._photos_of(event), token)
            for event in self.events
            if event.kind != MessageEvent.PHONE_REVEALED
        ]

    def _photos_of(self, event: MessageEvent) -> list[Photo]:
        own = {event.pk, None} if event.kind == MessageEvent.SUBMITTED else {event.pk}
        return [photo for photo in self.photos if photo.event_id in own]


NO_TOKEN, NO_MATTER = "-mark-", -1
_read_message = Prepared(
    lambda: Message.objects.filter(token_digest=NO_TOKEN),
    [NO_TOKEN],
    [
        Part(
            "",
            Message,
            "representative_id",
            "station_id",
            "area_id",
            "office_id",
            "is_kept",
            "entered_by_id",
            "phone_index",
            "submitted_at",
            "secret",
            "token_digest",
            "state",
            "holder",
            "held_since",
            "supervised_at",
            "urged_at",
            "replied_at",
            "ended_at",
            "reopened_at",
            "rating",
            "may_publish",
            "phone_confirmed_at",
            "right_channel",
            "merged_into_id",
            "other_system",
            "other_number",
            "clock_started_on",
            "clock_amount",
            "clock_extended",
            "clock_extended_unit",
            "clock_paused",
            "clock_unit",
            "due_date",
            "paused_on",
            "pause_reason",
        ),
        Part("representative__", Representative, "name"),
        Part("station__", Station, "name", "phone"),
        Part("area__", Area, "path"),
        Part("office__", Area, "short_name", "name", "level", "is_function_zone"),
    ],
)
_read_events = Prepared(
    lambda: MessageEvent.objects.for_voter().filter(message=NO_MATTER),
    [NO_MATTER],
    [Part("", MessageEvent, "message_id", "at", "actor_label", "kind", "text")],
)
_read_photos = Prepared(
    lambda: Photo.objects.filter(message=NO_MATTER),
    [NO_MATTER],
    [Part("", Photo, "event_id", "state")],
)


_read_shares = Prepared(
    lambda: MessageAssignment.objects.filter(message=NO_MATTER),
    [NO_MATTER],
    [
        Part("", MessageAssignment, "message_id", "department_id", "role"),
        Part("department__", Department, "name"),
    ],
)


def _keep_shares(message: Message) -> None:
    """As ``prefetch_related("assignments__department")`` does: ``lead`` then asks nothing."""
    shares = message.assignments.all()
    shares._result_cache = []
    for share, share.department in _read_shares(message.pk):
        shares._result_cache.append(share)
    message.__dict__.setdefault("_prefetched_objects_cache", {})["assignments"] = shares


def read(token_digest: str) -> Told | None:
    """Three queries, one more while a department works; never more for a longer story."""
    rows = _read_message(token_digest)
    if not rows:
        return None
    message: Message = rows[0][0]
    message.representative, message.station, message.area, message.office = rows[0][1:]
    if message.holder == Holder.DEPARTMENT:
        _keep_shares(message)
    events = [row[0] for row in _read_events(message.pk)]
    return Told(message, events, [row[0] for row in _read_photos(message.pk)])


def _line(event: MessageEvent, photos: list[Photo], token: str) -> Line:
    return Line(
        when=event.at,
        who="您" if event.actor_label == VOTER.label else event.actor_label,
        text=_words(event),
        photos=links(photos, token),
        broken=sum(photo.state == Photo.State.BROKEN for photo in photos),
        is_reply=event.kind in REPLIES,
    )


def _words(event: MessageEvent) -> str:
    if event.text and event.kind in SPEAK_FOR_THEMSELVES:
        return event.text
    return f"{event.headline}：{event.text}" if event.text else f"{event.headline}。"


def links(photos: Iterable[Photo], token: str) -> list[PhotoLink]:
    return [
        PhotoLink(
            url=reverse("messages:photo", args=[token, photo.pk]),
            ready=photo.state == Photo.State.READY,
            alt=f"第 {number} 张照片",
        )
        for number, photo in enumerate(photos, 1)
        if photo.state != Photo.State.BROKEN
    ]


# whose turn, and by when --------------------------------------------------------------------------


def stage_key(message: MatterRecord) -> str:
    return STAGE_KEYS[message.stage]


def end_label(message: Message) -> str:
    """Another word for the last stage when the matter ended otherwise than by an answer."""
    ends = {
        State.DECLINED: "不予受理",
        State.WITHDRAWN: "已撤回",
        State.MERGED: "合并办理",
        State.SPLIT: "分开办理",
        State.CLOSED_ELSEWHERE: "转别处办",
    }
    return ends.get(State(message.state), "")


def next_step(message: Message, today: date) -> str:
    """What happens next, by whom and by when, in one or two sentences."""
    if message.paused_on:
        return f"暂停计时：{message.pause_reason}。恢复后接着办。"
    if not message.is_open:
        return _how_it_ended(message, today)
    if message.state == State.REPLIED:
        return f"已有答复，请您评价。{_by(message, today)}没有评价，将自动办结。"
    step = _step(message)
    if message.due_date and message.due_date < today:
        limit = chinese_date(message.due_date)
        return f"{message.holder_label()}要{step}，已经超过 {limit}的期限，正在催办。"
    return f"{message.holder_label()}会在 {_by(message, today)}{step}。"


def _step(message: Message) -> str:
    if message.state == State.SUBMITTED:
        return "受理"
    if message.state in AT_DEPARTMENT:
        return "拿出办理结果"
    if message.state == State.ANSWERED:
        return "审核办理结果，给您答复"
    if message.holder == Holder.REPRESENTATIVE:
        return "给您答复"
    return "答复您，或者定下由谁来办"


def _by(message: Message, today: date) -> str:
    assert message.due_date is not None  # an open matter has one: message_ended_with_time
    return "今天" if message.due_date == today else f"{message.day_words}前"


def _how_it_ended(message: Message, today: date) -> str:
    match message.state:
        case State.CLOSED if not message.rating:
            return "评价期已过，这件事自动办结了。"
        case State.CLOSED if message.may_reopen(today):
            return "您评价为不满意。可以请求再办一次，请写明哪里没有办好。"
        case State.CLOSED:
            return f"您评价为{Rating(message.rating).label}，这件事办结了。谢谢您！"
        case State.DECLINED:
            return f"这件事不在受理范围。该找：{message.right_channel}"
        case State.WITHDRAWN:
            return "您撤回了这件留言，不再办理。"
        case State.MERGED:
            return "有人反映了同样的事，合并成一件办理，答复也会出现在这里。"
        case State.SPLIT:
            return "这件留言说了几件事，已经分开办理。"
    return f"这件事已由{message.other_system}办理，编号 {message.other_number}。"


def explained_due(message: Message) -> Explained | None:
    return message.explain_due() if message.is_open and not message.paused_on else None


# joined and divided matters -----------------------------------------------------------------------


@dataclass(frozen=True)
class Piece:
    number: str
    body: str
    state: str
    url: str


def parts_of(message: Message) -> list[Piece]:
    """The matters a letter was divided into, each with a tracking link of its own."""
    if message.state != State.SPLIT:
        return []
    return [
        Piece(
            part.number,
            part.body,
            part.stage.label,
            reverse("messages:track", args=[part.tracking.token]),
        )
        for part in message.parts.defer("phone").order_by("pk")
    ]


def leading_replies(message: Message) -> list[Line]:
    """The answers given to the matter this one was joined to; nothing of what its voter wrote."""
    if message.merged_into is None:
        return []
    told = MessageEvent.objects.for_voter().filter(message=message.merged_into.pk)
    events = told.filter(kind__in=REPLIES)
    return [Line(event.at, event.actor_label, event.text, is_reply=True) for event in events]
