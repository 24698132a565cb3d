"""One row of a work list in words, the same for matters and for a department's shares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from areas.names import office_name
from casework.states import AssignmentState
from messages.models import Message, MessageAssignment
from messages.states import Holder, Referral, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from messages.desk.similar import Likeness

TITLE = 30  # characters of the text that a row shows
NO_NAME = "未留称呼"


@dataclass(frozen=True)
class Row:
    """``tone`` and ``due`` fill the due badge, ``day`` is its day; ``marks`` stand behind the name."""

    pk: int
    matter: Message
    number: str
    title: str
    text: str
    tone: str
    due: str
    day: date | None
    name: str
    photos: str
    marks: list[str]
    representative: str
    station: str
    origin: str
    state: str
    holder: str
    likeness: Likeness | None = None


def rows_of(
    found: Sequence[Any], today: date, alike: Mapping[int, Likeness] | None = None
) -> list[Row]:
    return [_row(thing, today, alike or {}) for thing in found]


def _row(thing: Message | MessageAssignment, today: date, alike: Mapping[int, Likeness]) -> Row:
    matter = thing.message if isinstance(thing, MessageAssignment) else thing
    tone, due = due_of(thing, today)
    return Row(
        pk=matter.pk,
        matter=matter,
        number=matter.number,
        text=text_of(thing),
        title=title_of(thing),
        tone=tone,
        due=due,
        day=thing.due_date,
        name=matter.name or NO_NAME,
        photos=_photos(thing),
        marks=_marks(thing, matter),
        representative=matter.representative.name if matter.representative else "",
        station=matter.station.name,
        origin=matter.get_origin_display(),
        state=thing.get_state_display(),
        holder=_holder(thing, matter),
        likeness=alike.get(matter.pk),
    )


def text_of(thing: Any) -> str:
    """How the text begins, on one line."""
    return " ".join(thing.head.split())


def title_of(thing: Any) -> str:
    text = text_of(thing)
    return text if len(text) <= TITLE else f"{text[:TITLE]}…"


def due_of(thing: Any, today: date) -> tuple[str, str]:
    """(tone, words) of the due badge; a matter that waits for its voter is nobody's delay."""
    if thing.state == State.REPLIED:
        return "info", "等选民评价"
    tone = thing.due_tone(today)
    if tone == "none":
        waits = thing.state in (AssignmentState.ANSWERED, AssignmentState.RETURN_REQUESTED)
        return "info" if waits else "done", thing.get_state_display()
    return {"paused": "info"}.get(tone, tone), thing.due_words(today)


def _photos(thing: Any) -> str:
    if isinstance(thing, MessageAssignment):
        return "有照片" if thing.has_photo else ""  # type: ignore[attr-defined]
    return f"{thing.photo_count} 张照片" if thing.photo_count else ""


def _marks(thing: Any, matter: Message) -> list[str]:
    marks = []
    if isinstance(thing, MessageAssignment):
        marks.append(thing.get_role_display())
    if matter.referral:
        marks.append(Referral(matter.referral).label)
    if matter.state == State.RETURNED:
        marks.append("承办单位退回")
    if matter.state == State.REOPENED:
        marks.append("选民请求再办")
    if matter.supervised_at and matter.waits_for_reply:
        marks.append("督办")
    if matter.is_kept:
        marks.append("不让站点看到")
    return marks


def _holder(thing: Any, matter: Message) -> str:
    """Who has it now; a department's own row speaks of nobody else."""
    if isinstance(thing, MessageAssignment):
        return ""
    match matter.holder:
        case Holder.REPRESENTATIVE:
            return "代表"
        case Holder.STATION:
            return "联络员"
        case Holder.OFFICE if matter.office:
            return office_name(matter.office)
        case Holder.DEPARTMENT:
            return thing.lead_name or "承办单位"
    return ""
