"""The page of one matter: everything it shows, also after an act that did not go through."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.forms import Select, Textarea
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from messages import permissions as may
from messages.models import (
    CannedReply,
    Message,
    MessageAssignment,
    MessageEvent,
    Photo,
    ReplyDraft,
)
from messages.views.matter.matter_acts import reveal_phone
from messages.views.matter.panels import (
    Panel,
    choose_main,
    panel_of,
    panels_of_matter,
    panels_of_share,
)
from yichang_renda.asking import pk_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from messages.forms.desk import ActForm

WRITING_NOW = timedelta(minutes=5)
WRITING = ("reply", "answer")
BADGES = {"late": "late", "soon": "soon", "plain": "plain", "paused": "info", "none": "done"}


@dataclass
class Attempt:
    """An act that did not go through: what was typed stays, and why it failed is said."""

    name: str = ""
    share_id: int | None = None
    form: ActForm | None = None
    trouble: str = ""
    typed: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Share:
    """A department's share beside what this user may do with it."""

    row: MessageAssignment
    badge: str
    due_words: str
    panels: list[Panel]


@dataclass
class Line:
    """One entry of the story: an event or an internal note."""

    at: datetime
    who: str
    headline: str
    text: str
    is_note: bool = False
    audience: str = ""
    photos: list[dict[str, Any]] = field(default_factory=list)


def fetch_matter(user: User, pk: int) -> Message:
    """The matter with all that its page and its acts look at; 404 for a stranger."""
    shares = MessageAssignment.objects.select_related(
        "department__area", "assigned_by", "answered_by"
    ).prefetch_related("extensions")
    matters = Message.objects.visible_to(user).with_people()
    matters = matters.select_related("entered_by", "merged_into", "split_from")
    related = Message.objects.only("submitted_at", "state", "split_from", "merged_into")
    return get_object_or_404(
        matters.prefetch_related(
            Prefetch("assignments", shares),
            Prefetch("parts", related),
            Prefetch("merged", related),
            "photos",
        ),
        pk=pk,
    )


def show_matter(
    request: HttpRequest, matter: Message, attempt: Attempt | None = None, *, status: int = 200
) -> HttpResponse:
    attempt = attempt or Attempt(name=request.GET.get("act", ""))
    assert isinstance(request.user, User)
    context = page_of(request.user, matter, attempt, request.GET)
    response = render(request, "desk/matter.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def page_of(user: User, matter: Message, attempt: Attempt, asked: QueryDict) -> dict[str, Any]:
    today = timezone.localdate()
    events = list(matter.events.for_staff(user).prefetch_related("photos"))
    return {
        "matter": matter,
        "badge": BADGES[matter.due_tone(today)],
        "due_words": matter.due_words(today) or matter.get_state_display(),
        "explained": matter.explain_due(),
        "reveal": _reveal_panel(user, matter, attempt),
        "attempt": attempt,
        "form": attempt.form,  # marks the title when it has errors
        "latest": events[-1] if events else None,
        "lines": _lines(matter, events),
        "photos": photo_list(photo for photo in matter.photos.all() if photo.event_id is None),
        "reads_rating_words": may.can_read_rating_words(user, matter),
        "prints_slip": may.can_print_slip(user, matter),
        "publishes": may.can_publish_at_all(user, matter) and matter.replied_at is not None,
    } | _what_may_be_done(user, matter, attempt, asked)


def _what_may_be_done(
    user: User, matter: Message, attempt: Attempt, asked: QueryDict
) -> dict[str, Any]:
    shares = [_share(user, row) for row in matter.assignments.all()]
    panels = panels_of_matter(user, matter)
    everything = [panel for share in shares for panel in share.panels] + panels
    main = choose_main(everything, matter)
    _open_panels(everything, main, attempt)
    drafts = list(matter.drafts.select_related("author"))
    draft = next((row for row in drafts if row.author_id == user.pk), None)
    canned = _canned(user, everything)
    _fill_in(everything, draft.text if draft else "", canned, asked)
    return {
        "shares": shares,
        "main": main,
        "one_taps": [p for p in panels if p.act.is_one_tap and p is not main],
        "panels": [p for p in panels if not p.act.is_one_tap and p is not main],
        "draft": draft,
        "writers": _writers(user, drafts),
        "canned": canned,
    }


def _share(user: User, row: MessageAssignment) -> Share:
    today = timezone.localdate()
    panels = panels_of_share(user, row)
    return Share(row, BADGES[row.due_tone(today)], row.due_words(today), panels)


def _open_panels(panels: list[Panel], main: Panel | None, attempt: Attempt) -> None:
    """The main act stands open; so does one that was asked for or that has errors."""
    for panel in panels:
        panel.is_main = panel is main
        share = panel.form.share
        mine = attempt.share_id in (None, share.pk if share else None)
        panel.is_open = panel.is_main or (panel.act.name == attempt.name and mine)
        if attempt.form and panel.act.name == attempt.name and mine:
            panel.form, attempt.typed = attempt.form, []
        if panel.is_main:
            _give_key(panel)


def _give_key(panel: Panel) -> None:
    """Its key puts the cursor into the main act's first field; folded acts open by theirs."""
    widget = next((field.widget for field in panel.form.fields.values()), None)
    if panel.act.key and widget is not None and type(widget) in (Textarea, Select):
        widget.attrs |= {"data-key": panel.act.key, "data-key-label": panel.label}


def _fill_in(panels: list[Panel], draft: str, canned: list[CannedReply], asked: QueryDict) -> None:
    """The draft, a canned reply and the other number asked for in the address."""
    chosen = [item.text for item in canned if item.pk == pk_of(asked.get("canned", ""))]
    for panel in panels:
        if panel.form.is_bound:
            continue
        if panel.act.name in WRITING:
            panel.form.initial["text"] = "\n".join(part for part in (draft, *chosen) if part)
            panel.is_open = panel.is_open or bool(chosen)
        elif panel.act.name == "merge":
            panel.form.initial["into"] = asked.get("into", "")[:20]


def _canned(user: User, panels: list[Panel]) -> list[CannedReply]:
    writes = any(panel.act.name in WRITING for panel in panels)
    return list(CannedReply.objects.for_user(user)) if writes else []


def _reveal_panel(user: User, matter: Message, attempt: Attempt) -> Panel | None:
    if not may.can_reveal_phone(user, matter):
        return None
    panel = panel_of(reveal_phone, user, matter)
    if attempt.name == reveal_phone.name:
        panel.is_open, panel.form = True, attempt.form or panel.form
    return panel


def _writers(user: User, drafts: list[ReplyDraft]) -> list[str]:
    """Who else has typed a reply within the last five minutes."""
    since = timezone.now() - WRITING_NOW
    return [str(row.author) for row in drafts if row.author_id != user.pk and row.saved_at >= since]


def _lines(matter: Message, events: list[MessageEvent]) -> list[Line]:
    """Events and notes in one story, oldest first; the voter's own words stand above it."""
    lines = [_line_of(event) for event in events]
    for note in matter.notes.all():
        lines.append(Line(note.written_at, note.author_label, "", note.text, is_note=True))
    return sorted(lines, key=lambda line: line.at)


def _line_of(event: MessageEvent) -> Line:
    audience = "" if event.audience == "everyone" else event.get_audience_display()
    text = "" if event.kind == MessageEvent.SUBMITTED else event.text
    headline = "" if event.kind == MessageEvent.ASSIGNMENT else event.headline
    return Line(
        event.at,
        event.actor_label,
        headline,
        text,
        audience=audience,
        photos=photo_list(event.photos.all()),
    )


def photo_list(photos: Any) -> list[dict[str, Any]]:
    """What components/photo_list.html wants; a broken one is left out."""
    shown = [photo for photo in photos if photo.state != Photo.State.BROKEN]
    return [
        {
            "ready": photo.state == Photo.State.READY,
            "url": (url := reverse("desk:photo", args=[photo.pk])),
            "thumb_url": url,
            "alt": f"照片 {index}",
        }
        for index, photo in enumerate(shown, start=1)
    ]
