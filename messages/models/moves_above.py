"""What upper floors tell a matter: no move, a line of its story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from messages.models.events import Audience, MessageEvent
from messages.models.moves import Moves
from messages.states import State

if TYPE_CHECKING:
    from casework.actors import Actor


class AboveMoves(Moves):
    class Meta:
        abstract = True

    def follow_up(self, text: str, *, by: Actor) -> None:
        """后续: what became of the voter's words elsewhere, ended matters included.

        The voters of matters joined to this one read it in their own story. Whoever withdrew is
        not told: the line is for staff then. Nobody's turn changes, so no desk gets a notice.
        """
        with transaction.atomic():
            for matter in (self, *self.merged.all()):
                matter._hear(text, by)

    def _hear(self, text: str, by: Actor) -> None:
        if self.state == State.WITHDRAWN:
            self.add_event(MessageEvent.FOLLOWED_UP, by=by, text=text, audience=Audience.STAFF)
        else:
            event = self.add_event(MessageEvent.FOLLOWED_UP, by=by, text=text)
            self._text("followed_up", event)
