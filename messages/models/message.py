"""The message: one matter of the people, with one number, one timeline, one rating."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.permissions import office_scope_q
from casework.models import ClockedQuerySet
from messages.hats import hats_of
from messages.models.assignments import MessageAssignment
from messages.models.bursts import BurstMessage
from messages.models.moves_above import AboveMoves
from messages.models.moves_desk import DeskMoves
from messages.models.moves_lead import LeadMoves
from messages.models.moves_term import TermMoves
from messages.models.moves_voter import VoterMoves
from messages.states import AT_DESK, State

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class MessageQuerySet(ClockedQuerySet):
    def open(self) -> Self:
        return self.filter(ended_at__isnull=True)

    def on_the_clock(self) -> Self:
        return super().on_the_clock().open()

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Every matter that ``user`` may know of, in any of his or her roles.

        Only the roles a user has enter the query, so that each role's index can serve it. What
        a voter kept from the station or the representative belongs to the office above.
        """
        hats = hats_of(user)
        seen = Q(pk__in=())
        if hats.reader:
            seen |= Q(representative=hats.reader, is_kept=False)
        if hats.stations:
            seen |= Q(station__in=hats.station_ids, is_kept=False)
        if hats.departments:
            assigned = MessageAssignment.objects.filter(
                message=OuterRef("pk"), department__in=hats.department_ids
            )
            seen |= Q(Exists(assigned))
        if hats.offices:
            seen |= office_scope_q(user, "area__")
        return self.filter(seen)

    def unflagged(self) -> Self:
        """Without what may have been posted by the station itself (``Burst``)."""
        parts = BurstMessage.objects.filter(message=OuterRef("pk"), burst__is_genuine=False)
        return self.exclude(Exists(parts))

    def with_people(self) -> Self:
        return self.select_related("representative", "station", "area", "office")

    def at_desk(self) -> Self:
        return self.open().filter(state__in=AT_DESK)

    def to_close_unrated(self, today: date) -> Self:
        return self.open().filter(state=State.REPLIED, due_date__lt=today)


class Message(DeskMoves, LeadMoves, VoterMoves, TermMoves, AboveMoves):
    """A matter. Its ``state`` is changed by the named moves alone."""

    objects: ClassVar = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "留言"
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["due_date", "id"], condition=Q(ended_at=None), name="open_by_due_date"
            ),
            models.Index(
                fields=["station", "due_date"], condition=Q(ended_at=None), name="open_by_station"
            ),
            models.Index(
                fields=["representative", "due_date"],
                condition=Q(ended_at=None),
                name="open_by_representative",
            ),
            models.Index(
                fields=["area", "due_date"], condition=Q(ended_at=None), name="open_by_area"
            ),
            models.Index(fields=["office"], condition=Q(ended_at=None), name="open_by_office"),
            models.Index(fields=["area", "-id"], name="all_by_area"),
            models.Index(fields=["station", "-id"], name="all_by_station"),
            models.Index(fields=["representative", "-id"], name="all_by_representative"),
            models.Index(
                fields=["station", "-replied_at"],
                condition=Q(replied_at__isnull=False),
                name="answers_by_station",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_ended_with_time",
                condition=Q(
                    state__in=[
                        "closed",
                        "declined",
                        "withdrawn",
                        "merged",
                        "split",
                        "closed_elsewhere",
                    ],
                    ended_at__isnull=False,
                    due_date=None,
                )
                | Q(
                    state__in=[
                        "submitted",
                        "accepted",
                        "assigned",
                        "handling",
                        "answered",
                        "replied",
                        "returned",
                        "reopened",
                    ],
                    ended_at=None,
                    due_date__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="message_holder_fits_state",
                condition=Q(
                    state__in=["submitted", "accepted", "returned", "reopened"],
                    holder__in=["representative", "station", "office"],
                )
                | Q(state="answered", holder__in=["station", "office"])
                | Q(state__in=["assigned", "handling"], holder="department")
                | Q(state="replied", holder="voter")
                | Q(ended_at__isnull=False, holder="nobody"),
            ),
            models.CheckConstraint(
                name="message_held_by_somebody_known",
                condition=~Q(holder="representative") | Q(representative__isnull=False),
            ),
            models.CheckConstraint(
                name="message_office_named_when_it_holds",
                condition=~Q(holder="office") | Q(office__isnull=False),
            ),
            models.CheckConstraint(
                name="message_referred_to_an_office",
                condition=Q(referral="") | Q(state="accepted", holder="office"),
            ),
            models.CheckConstraint(
                name="message_kept_goes_to_an_office",
                condition=Q(is_kept=False) | ~Q(holder__in=["representative", "station"]),
            ),
            models.CheckConstraint(
                name="message_rated_when_closed",
                condition=Q(rating="", rating_source="", rating_words="")
                | ~Q(rating="") & ~Q(rating_source="") & Q(state="closed"),
            ),
            models.CheckConstraint(
                name="message_merged_into_another",
                condition=Q(state="merged", merged_into__isnull=False) & ~Q(merged_into=F("id"))
                | ~Q(state="merged") & Q(merged_into=None),
            ),
            models.CheckConstraint(
                name="message_declined_with_right_channel",
                condition=~Q(state="declined") | ~Q(right_channel=""),
            ),
            models.CheckConstraint(
                name="message_closed_elsewhere_with_number",
                condition=~Q(state="closed_elsewhere") | ~Q(other_system="", other_number=""),
            ),
        ]
