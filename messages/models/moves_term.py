"""The moves when a representative's term ends: to the station, and on to a successor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from areas.dates import chinese_date
from casework.actors import SYSTEM
from casework.workflow import TransitionError
from messages.models.moves import Moves
from messages.states import Holder, State

if TYPE_CHECKING:
    from casework.actors import Actor
    from casework.clock import Clock
    from representatives.models import Representative


class TermMoves(Moves):
    class Meta:
        abstract = True

    def leave_to_station(self, *, by: Actor = SYSTEM, suspended: bool = False) -> None:
        """任期届满, or 暂停执行职务: no seat of the person is active, so the station goes on.

        It comes back to somebody suspended by hand alone. The voter reads who goes on and by
        when. The officers are told once for all matters of a roll-over
        (`messages.desk.succession`), not once for each.
        """
        if self.holder != Holder.REPRESENTATIVE:
            raise TransitionError("这件事现在不在代表手里。")
        clock = self._clock_for(self.rules.assign_limit)
        act, why = ("seat_paused", "暂停执行职务") if suspended else ("term_over", "已经离任")
        text = f"{self.representative}代表{why}，由{self.station}接着办理。{_until(clock)}"
        with transaction.atomic():
            event = self.act(act, by=by, text=text, holder=Holder.STATION, **clock)
            self.tell_voter("passed_on", event)

    def pass_on(self, successor: Representative, *, by: Actor) -> None:
        """What a former representative left at the station goes to a successor, who is told."""
        former = self.representative
        if self.holder != Holder.STATION or former is None or former.pk == successor.pk:
            raise TransitionError("只有离任代表留在站点的事才能转给继任代表。")
        clock = self._clock_for(self.rules.simple_limit)
        text = f"{former}代表已经离任，转{successor}代表接着办理。{_until(clock)}"
        with transaction.atomic():
            event = self.act(
                "pass_on",
                by=by,
                text=text,
                holder=Holder.REPRESENTATIVE,
                representative=successor,
                **clock,
            )
            self.tell_holder("这件留言转由您办理，请处理。", event)
            self.tell_voter("passed_on", event)

    def _clock_for(self, limit: Clock) -> dict[str, Any]:
        """Whoever takes over has the time of a new desk; an unread matter is to be read first."""
        return self.clock_of(self.rules.register_limit if self.state == State.SUBMITTED else limit)


def _until(clock: dict[str, Any]) -> str:
    due = chinese_date(clock["due_date"], today=timezone.localdate())
    return f"办理时间从今天重新计算，到 {due}。"
