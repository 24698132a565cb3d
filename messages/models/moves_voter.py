"""The moves of the voter, and of time."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from casework.actors import SYSTEM, VOTER
from casework.workflow import TransitionError
from messages.models.events import MessageEvent
from messages.models.moves import Moves
from messages.states import Holder, Rating
from representatives.models import Seat

if TYPE_CHECKING:
    from casework.actors import Actor

URGE_EVERY = timedelta(days=3)


class VoterMoves(Moves):
    class Meta:
        abstract = True

    def add_words(self, text: str) -> MessageEvent:
        with transaction.atomic():
            event = self.act("add_words", by=VOTER, text=text)
            self.tell_holder("选民补充了内容。", event)
        return event

    def next_urge(self) -> date | None:
        """The first day on which the voter may urge again; None for now."""
        if self.urged_at is None or timezone.now() - self.urged_at >= URGE_EVERY:
            return None
        return timezone.localdate(self.urged_at + URGE_EVERY)

    def urge(self) -> None:
        """催一催, once per three days."""
        if self.next_urge():
            raise TransitionError("三天内已经催过一次，请过几天再催。")
        with transaction.atomic():
            event = self.act("urge", by=VOTER, urged_at=timezone.now())
            self.tell_holder("选民催办，请尽快处理。", event)

    def withdraw(self, *, pressure: str = "") -> None:
        """Until an answer is released. What the voter says of pressure reaches county staff."""
        with transaction.atomic():
            self.act("withdraw", by=VOTER, **self.ended())
            self.cancel_open_shares(by=SYSTEM)
            if pressure:
                self.add_event(MessageEvent.PRESSURE, by=VOTER, text=pressure)

    def rate(self, rating: str, *, words: str = "", source: str, by: Actor = VOTER) -> None:
        """The voter's own word closes the matter. ``words`` are for the level above."""
        with transaction.atomic():
            self.act(
                "rate",
                by=by,
                text=Rating(rating).label,
                rating=rating,
                rating_words=words,
                rating_source=source,
                **self.ended(),
            )

    def may_reopen(self, today: date) -> bool:
        """Once, after a 不满意, while the rating window lasts."""
        if self.rating != Rating.DISSATISFIED or self.was_reopened or self.ended_at is None:
            return False
        last = self.rules.rating_limit.run(timezone.localdate(self.ended_at)).due_date
        return today <= last

    def reopen(self, reason: str) -> None:
        """请求再办: back to whoever answered, who is told."""
        if not self.may_reopen(timezone.localdate()):
            raise TransitionError("现在不能再请求办理了。")
        with transaction.atomic():
            event = self.act(
                "reopen",
                by=VOTER,
                text=reason,
                holder=self._holder_again(),
                ended_at=None,
                replied_at=None,
                reopened_at=timezone.now(),
                supervised_at=None,
                rating="",
                rating_source="",
                rating_words="",
                **self.clock_of(self.rules.assign_limit),
            )
            self.tell_holder("选民不满意，请求再办一次。", event)

    def _holder_again(self) -> str:
        if self.office_id:
            return Holder.OFFICE
        person = self.representative
        answered = person and person.user_id and person.user_id == self.replied_by_id
        # Somebody who left can't be addressed any more.
        if answered and Seat.objects.active().filter(representative=person).exists():
            return Holder.REPRESENTATIVE
        return Holder.STATION

    def close_unrated(self) -> None:
        """The window for rating is over: 自动办结, without a rating."""
        self.act("close_unrated", by=SYSTEM, text="评价期已过，自动办结。", **self.ended())
