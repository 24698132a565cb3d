"""What every move does besides moving: the counts, and telling whose turn it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from areas.dates import chinese_date
from areas.names import office_name
from casework.actors import SYSTEM
from casework.clock import Clock
from casework.states import DUE_MOVED
from casework.workflow import TransitionError
from messages.models.events import AUDIENCES, Audience, MessageEvent
from messages.models.record import MatterRecord
from messages.models.tallies import TallyDelta, facts_of
from messages.states import Holder
from notifications.outbox import notify, send_sms

if TYPE_CHECKING:
    from areas.models import Area
    from casework.actors import Actor
    from messages.models.assignments import MessageAssignment


class Moves(MatterRecord):
    class Meta:
        abstract = True

    def _move(self, action: str, **changes: Any) -> None:
        """Also says since when it is held, and appends to the counts."""
        before = facts_of(self)
        if changes.get("holder", self.holder) != self.holder or "office" in changes:
            changes.setdefault("held_since", timezone.now())
        super()._move(action, **changes)
        TallyDelta.record(self, before)

    def add_event(
        self, kind: str, *, by: Actor | User | None, text: str = "", **columns: Any
    ) -> MessageEvent:
        columns.setdefault("audience", AUDIENCES.get(kind, Audience.EVERYONE))
        event: MessageEvent = super().add_event(kind, by=by, text=text, **columns)
        return event

    # clocks -----------------------------------------------------------------------------------

    def clock_of(self, limit: Clock) -> dict[str, Any]:
        """The columns of a clock that starts today."""
        return self.clock_set(limit, timezone.localdate())

    def due_moved(self) -> None:
        """The voter reads which date holds now."""
        assert self.due_date is not None
        text = f"放假安排有变化，期限日改为 {chinese_date(self.due_date)}。"
        self.add_event(DUE_MOVED, by=SYSTEM, text=text)

    def ended(self) -> dict[str, Any]:
        """The columns of a matter that nobody holds any more."""
        return self.clock_stopped() | dict(
            holder=Holder.NOBODY, ended_at=timezone.now(), referral=""
        )

    def cancel_open_shares(self, *, by: Actor) -> None:
        for share in self.assignments.open():
            share.cancel(by=by)

    # whose turn it is -------------------------------------------------------------------------

    def holder_label(self) -> str:
        """Who holds the matter, in the words of the timeline."""
        match self.holder:
            case Holder.REPRESENTATIVE:
                return f"{self.representative} 代表"
            case Holder.STATION:
                return self.station.name
            case Holder.OFFICE if self.office:
                return office_name(self.office)
            case Holder.DEPARTMENT:
                lead = self.lead
                return lead.department.name if lead else "承办单位"
            case Holder.VOTER:
                return "等您评价"
        return ""

    @property
    def lead(self) -> MessageAssignment | None:
        """The lead's newest assignment; no query when ``assignments`` is prefetched."""
        leads = [share for share in self.assignments.all() if share.is_lead]
        return max(leads, key=lambda share: share.pk, default=None)

    def people_in_charge(self) -> list[User]:
        """The accounts whose turn it is; at most one query."""
        match self.holder:
            case Holder.REPRESENTATIVE:
                key = self.representative and self.representative.user_id
                return [known_by(key)] if key else []
            case Holder.STATION:
                return officers_on_duty(self.station_id)
            case Holder.OFFICE:
                return staff_of(self.office)
            case Holder.DEPARTMENT:
                lead = self.lead
                return list(lead.department.members.filter(is_active=True)) if lead else []
        return []

    def tell_holder(self, text: str, event: MessageEvent) -> None:
        notify(
            users=self.people_in_charge(),
            text=f"{self.number}：{text}",
            url=self.desk_url,
            key=f"message:{self.pk}:{event.pk}",
            # An office's group chat hears what is on its desk; a station's is told when late.
            robots_of=self.office if self.holder == Holder.OFFICE else None,
        )

    def tell_assigner(self, text: str) -> None:
        """Whoever assigned the matter: an office, or the station's officers."""
        users = staff_of(self.office) if self.office else officers_on_duty(self.station_id)
        self._tell(users, text)

    def tell_department(self, share: MessageAssignment, text: str) -> None:
        self._tell(list(share.department.members.filter(is_active=True)), text)

    def _tell(self, users: list[User], text: str) -> None:
        newest = self.events.order_by("-pk").values_list("pk", flat=True).first()
        key = f"message:{self.pk}:{newest}"
        notify(users=users, text=f"{self.number}：{text}", url=self.desk_url, key=key)

    def tell_voter(self, template: str, event: MessageEvent) -> None:
        """A text with the tracking link, where texts are configured; one per event."""
        self._text(template, event)
        for follower in self.merged.all():
            follower._text(template, event)

    def _text(self, template: str, event: MessageEvent) -> None:
        if self.phone:
            send_sms(
                phone=self.phone,
                template=template,
                params={"number": self.number, "token": self.tracking.token},
                key=f"voter:{self.pk}:{event.pk}",
            )

    @property
    def desk_url(self) -> str:
        return reverse("desk:message", args=[self.pk])

    def office_above(self) -> Area:
        """The office that a referral goes to, or that supervises: one above whoever holds it."""
        if self.holder == Holder.OFFICE and self.office:
            above = self.office.parent_office()
        else:
            above = office_over(self.station.area)
        if above is None:
            raise TransitionError("已经是最高一级机关，没有上级可以提请。")
        return above


def office_over(area: Area) -> Area:
    """The office a station in ``area`` refers to: the township's, for a village's station."""
    return area.office_area()


def staff_of(office: Area | None) -> list[User]:
    return list(User.objects.working_in(office))


def known_by(key: int) -> User:
    """The account with that key, without a query: a voter waits while a notice is written.

    Its other columns are read when they are asked for.
    """
    return User.from_db(DEFAULT_DB_ALIAS, ["id"], [key])


def officers_on_duty(station_id: int) -> list[User]:
    """The station's officers and whoever covers for them today."""
    today = timezone.localdate()
    own = Q(liaison_officer__stations=station_id, liaison_officer__is_active=True)
    covering = Q(
        liaison_officer__covers__station=station_id,
        liaison_officer__covers__starts_on__lte=today,
        liaison_officer__covers__ends_on__gte=today,
    )
    return list(User.objects.filter(own | covering, is_active=True).distinct())
