"""The matter follows its lead department. Called by the lead's assignment, in its transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from messages.models.moves import Moves
from messages.states import Holder

if TYPE_CHECKING:
    from casework.actors import Actor
    from casework.clock import Clock
    from messages.models.assignments import MessageAssignment


class LeadMoves(Moves):
    class Meta:
        abstract = True

    def lead_started(self, *, by: Actor) -> None:
        self.act("start_handling", by=by)

    def lead_answered(self, *, by: Actor) -> None:
        """The assigner's turn: release, or send back."""
        event = self.act(
            "lead_answered",
            by=by,
            holder=Holder.OFFICE if self.office_id else Holder.STATION,
            **self.clock_of(self.rules.assign_limit),
        )
        self.tell_holder("承办单位提交了办理结果，请审核。", event)

    def lead_sent_back(self, share: MessageAssignment, *, by: Actor) -> None:
        columns = {
            name: getattr(share, name)
            for name in (
                "clock_started_on",
                "clock_amount",
                "clock_unit",
                "clock_extended",
                "clock_extended_unit",
                "due_date",
                "amber_date",
                "reminded",
            )
        }
        self.act("send_back", by=by, holder=Holder.DEPARTMENT, **columns)

    def lead_returned(self, *, by: Actor) -> None:
        """Back at the desk that assigned it."""
        self.act(
            "lead_returned",
            by=by,
            holder=Holder.OFFICE if self.office_id else Holder.STATION,
            **self.clock_of(self.rules.assign_limit),
        )

    def lead_recalled(self, *, by: Actor) -> None:
        """Taken back to the desk that assigned it."""
        self.act(
            "lead_recalled",
            by=by,
            holder=Holder.OFFICE if self.office_id else Holder.STATION,
            **self.clock_of(self.rules.assign_limit),
        )

    def lead_reassigned(self, share: MessageAssignment, *, by: Actor) -> None:
        """Another department has the whole time for handling, and the voter reads which."""
        self.act(
            "lead_reassigned",
            by=by,
            text=f"改交{share.department}办理。",
            **self.clock_of(share.handle_limit),
        )

    def prolong(self, time: Clock, *, by: Actor, reason: str) -> None:
        """A granted extension; the voter reads the reason and sees the new date."""
        self.act(
            "prolong",
            by=by,
            text=f"延长 {time}：{reason}",
            **self.clock_longer(time.amount, time.unit),
        )

    def release(self, text: str, *, by: Actor) -> None:
        event = self.act(
            "release",
            by=by,
            text=text,
            holder=Holder.VOTER,
            replied_at=timezone.now(),
            replied_by=by.person,
            **self.clock_of(self.rules.rating_limit),
        )
        self.tell_voter("replied", event)
