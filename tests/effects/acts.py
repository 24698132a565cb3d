"""A row of the table: an act, on which matter, by whom, and what it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model

from accounts.models import User
from casework.actors import SYSTEM, VOTER, Actor
from messages.models import Message, MessageAssignment, PhoneCheck
from messages.views.matter.page import fetch_matter
from tests.effects.engine import Effect, Reader, Rows, Written, difference, read_rows
from tests.factories import states
from tests.factories.neighbourhood import Neighbourhood


@dataclass(frozen=True)
class Here:
    """What an act has at hand: the matter as its page reads it, and the role of who acts."""

    around: Neighbourhood
    it: Message
    by: Actor

    def share(self, role: str) -> MessageAssignment:
        """The newest of that role, as the page of the matter holds it."""
        share = max(
            (row for row in self.it.assignments.all() if row.role == role), key=lambda row: row.pk
        )
        share.message = self.it
        return share

    @property
    def lead(self) -> MessageAssignment:
        return self.share("lead")

    @property
    def co(self) -> MessageAssignment:
        return self.share("co")

    def other(self, name: str) -> Message:
        return states.fresh(self.around.matters[name])


@dataclass(frozen=True)
class Act:
    """``name`` is the method, ``by`` an account or "voter" or "system"."""

    name: str
    on: str
    by: str
    do: Callable[[Here], object]
    does: Effect

    def __str__(self) -> str:
        return f"{self.name} on {self.on} by {self.by}"

    def here(self, around: Neighbourhood) -> Here:
        matter = around.matters[self.on]
        if self.by in ("voter", "system"):
            by = VOTER if self.by == "voter" else SYSTEM
            return Here(around, states.fresh(matter), by)
        user = User.objects.get(username=self.by)
        it = fetch_matter(user, matter.pk)
        return Here(around, it, around.actor(user, it))

    def carry_out(
        self, around: Neighbourhood, before: Rows
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """(what happened, what is declared)"""
        here = self.here(around)
        reader = Reader(self.names(around))
        written = Written()
        with connection.execute_wrapper(written):
            self.do(here)
        found = difference(before, read_rows(written.models()), reader)
        return vars(found), vars(self.does.beside(reader.named(before)))

    def names(self, around: Neighbourhood) -> dict[Model, str]:
        """Everybody and everything by name; what belongs to the matter by what it is of it."""
        it = around.matters[self.on]
        names = around.names() | {it: "it"}
        if follower := around.followers.get(self.on):
            names[follower] = "follower"
        for share in it.assignments.all():
            names[share] = share.role
            names |= dict.fromkeys(share.extensions.all(), f"extension of {share.role}")
        names |= dict.fromkeys(it.publications.all(), "publication")
        names |= dict.fromkeys(PhoneCheck.objects.filter(message=it), "phone check")
        names |= {draft: draft.author.username for draft in it.drafts.select_related("author")}
        return names


def clock(amount: int, due: str, amber: str, since: str = "11-16", **other: Any) -> dict[str, Any]:
    """The columns of a clock set anew."""
    return (
        dict(
            clock_started_on=since,
            clock_amount=amount,
            clock_extended=0,
            clock_paused=0,
            due_date=due,
            amber_date=amber,
            paused_on=None,
            pause_reason="",
            reminded=0,
        )
        | other
    )


# From Monday 16 November 2026; the numbers are those of the neighbourhood's rules.
TO_REGISTER = clock(1, "11-17", "11-17")
TO_ASSIGN = clock(2, "11-18", "11-18")
TO_SIGN = clock(3, "11-19", "11-19")
SIMPLE = clock(5, "11-23", "11-20")
TO_RATE = clock(7, "11-25", "11-24")
ORDINARY = clock(10, "11-30", "11-26")
STOPPED = clock(0, None, None, None)
ENDED = STOPPED | dict(holder="nobody", held_since="now", ended_at="now", referral="")

# How they stand in a timeline.
DAIBIAO = "daibiao: 秦望舒 代表"
LIANLUO = "lianluo: 果园路社区代表联络站"
JIEDAO = "jiedao: 云集街道人大工委"
QUXIAN = "quxian: 西陵区人大常委会"
SHIJI = "shiji: 宜昌市人大常委会"
ZHANBAN = "zhanban: 云集街道城管办"
CUNJU = "cunju: 果园路社区居委会"
SYSTEM_SAYS, VOTER_SAYS = "系统", "选民"

# Whoever is told together.
OFFICERS = {"lianluo", "daiban", "liangtou"}
STREET = {"jiedao", "jiedao2"}
VILLAGE = {"cunju", "liangtou"}
LEAD = {"zhanban", "zhanban2"}
VOTERS = {"it", "follower"}
DRAFTS = {"ReplyDraft": {"daibiao", "jiedao", "zhanban"}}


def to(holder: str, *office: str | None) -> dict[str, Any]:
    """Into other hands, now; the office is named where it changes too."""
    changed = dict(holder=holder, held_since="now")
    return changed | ({"office": office[0]} if office else {})


def counted(**counts: Any) -> dict[str, Any]:
    """One line for the counts, at the place of a matter that came today without a code."""
    return dict(area="guoyuanlu", station="station", year=2026, day="11-16") | counts


def tally(**counts: int) -> dict[str, list[dict[str, Any]]]:
    """The same for one that came by the representative's code before."""
    return {"TallyDelta": [counted(code="code", day="11-12", **counts)]}
