"""Work lists: for each role a desk, for each desk its tabs, each tab a named set of rows.

A desk reads only rows that its user may see (a part of ``visible_to``), but asks for one role at
a time: so that the index of that role serves it, and a person with two roles sees two desks.
Open rows are few and have partial indexes; closed rows are never counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left

from accounts.permissions import office_scope_q
from areas.models import Area
from areas.names import office_name
from casework.extensions import Extension
from casework.states import ACTING_STATES, AssignmentState
from messages.hats import hats_of
from messages.models import Message, MessageAssignment, MessageExtension, Photo
from messages.states import AT_DEPARTMENT, AT_DESK, BEFORE_REPLY, Holder, Referral, State

if TYPE_CHECKING:
    from accounts.models import User
    from representatives.models import Representative

HEAD = 200  # characters of the text that lists, and the search for look-alikes, read
ALL = "all"


@dataclass(frozen=True)
class Tab:
    """``where`` picks its rows among the open ones of a desk; None stands for all rows ever.

    ``by_due`` sorts by (due date, id), oldest first; otherwise the newest comes first.
    """

    key: str
    label: str
    where: Callable[[Any], Q] | None
    tone: str = ""
    by_due: bool = True


EVERYTHING = Tab(ALL, "全部", None, tone="quiet", by_due=False)


class Desk:
    """One role of one user on one day."""

    kind: ClassVar[str]
    tabs: tuple[Tab, ...]
    label: str
    notice = ""  # why nothing can be done here
    merges = True
    # Whether all rows stand side by side in one index, newest first.
    is_one_stretch = True

    def __init__(self, user: User, today: date) -> None:
        self.user, self.today = user, today

    def all(self) -> QuerySet[Any]:
        """Every row this desk ever had."""
        raise NotImplementedError

    def open(self) -> QuerySet[Any]:
        return self.all().open()  # type: ignore[attr-defined]

    def tab(self, key: str) -> Tab:
        """The tab of that key; the first one for an unknown key."""
        return next((tab for tab in self.tabs if tab.key == key), self.tabs[0])

    def rows(self, key: str) -> QuerySet[Any]:
        tab = self.tab(key)
        return self.all() if tab.where is None else self.open().filter(tab.where(self))

    def listed(self, rows: QuerySet[Any], *, in_full: bool = False) -> QuerySet[Any]:
        """With what a row shows, or (for a workbook) with all there is to read, in one query."""
        return listed(rows, in_full=in_full)

    def counts(self) -> dict[str, int]:
        """{tab: rows} of all tabs but 全部, in one query over the open rows."""
        return self.open().aggregate(
            **{
                tab.key: Count("pk", filter=tab.where(self))
                for tab in self.tabs
                if tab.where is not None
            }
        )

    # clocks -----------------------------------------------------------------------------------

    def late(self) -> Q:
        return self.acting() & Q(paused_on=None, due_date__lt=self.today)

    def soon(self) -> Q:
        """80 % of the time is over, the due date is not."""
        return self.acting() & Q(
            paused_on=None, amber_date__lte=self.today, due_date__gte=self.today
        )

    def acting(self) -> Q:
        return Q(state__in=BEFORE_REPLY)


class RepresentativeDesk(Desk):
    kind = "representative"
    tabs: tuple[Tab, ...] = (
        Tab("mine", "待我答复", lambda desk: desk.mine()),
        Tab("soon", "即将到期", lambda desk: desk.mine() & desk.soon()),
        Tab("late", "超期", lambda desk: desk.mine() & desk.late(), tone="late"),
        EVERYTHING,
    )
    merges = False

    def __init__(self, user: User, today: date, person: Representative) -> None:
        super().__init__(user, today)
        self.person = person
        self.label = f"{person.name} 代表"
        if hats_of(user).representative is None:
            self.tabs = (EVERYTHING,)
            self.notice = "您的代表职务暂停执行，现在只能查看以前的留言，新的留言由站点受理。"

    def all(self) -> QuerySet[Any]:
        return Message.objects.filter(representative=self.person, is_kept=False)

    def mine(self) -> Q:
        return Q(holder=Holder.REPRESENTATIVE)


class StationDesk(Desk):
    kind = "station"
    tabs = (
        Tab("inbox", "待受理", lambda desk: desk.inbox()),
        Tab("mine", "我的", lambda desk: Q(holder=Holder.STATION)),
        Tab("soon", "即将到期", Desk.soon),
        Tab("late", "超期", Desk.late, tone="late"),
        Tab("review", "待审答复", lambda desk: desk.review()),
        Tab("callback", "待回访", lambda desk: desk.callback()),
        EVERYTHING,
    )

    def __init__(self, user: User, today: date) -> None:
        super().__init__(user, today)
        self.stations = hats_of(user).stations
        self.is_one_stretch = len(self.stations) == 1
        more = f"等 {len(self.stations)} 个站点" if len(self.stations) > 1 else ""
        self.label = f"{self.stations[0].name}{more}"

    def all(self) -> QuerySet[Any]:
        return Message.objects.filter(
            station__in=[station.pk for station in self.stations], is_kept=False
        )

    def inbox(self) -> Q:
        """Not accepted yet, and what a representative let lie or left for a journey."""
        lying = Q(due_date__lt=self.today) | Q(
            representative__away_from__lte=self.today, representative__away_until__gte=self.today
        )
        return Q(holder=Holder.STATION, state__in=[State.SUBMITTED, State.REOPENED]) | (
            Q(holder=Holder.REPRESENTATIVE, state=State.SUBMITTED) & lying
        )

    def review(self) -> Q:
        """Answers to release, and what departments ask of the station that assigned."""
        return Q(holder=Holder.STATION, state=State.ANSWERED) | (
            Q(office=None, state__in=AT_DEPARTMENT) & asked_of_assigner()
        )

    def callback(self) -> Q:
        """Ratings to ask for by telephone: of whom ``can_call_back`` allows it."""
        involved = Q(entered_by=self.user) | Q(replied_by=self.user, replied_by__isnull=False)
        answered = MessageAssignment.objects.filter(message=OuterRef("pk"), answered_by=self.user)
        visitors = Q(state=State.REPLIED, entered_by__isnull=False)
        return visitors & ~involved & Q(~Exists(answered))


class OfficeDesk(Desk):
    kind = "office"
    tabs = (
        Tab("inbox", "待我处理", lambda desk: desk.mine() & Q(state__in=AT_DESK)),
        Tab("referrals", "提请", lambda desk: desk.mine() & ~Q(referral=Referral.NONE)),
        Tab("review", "待审答复", lambda desk: desk.review()),
        Tab("soon", "即将到期", Desk.soon),
        Tab("late", "超期", Desk.late, tone="late"),
        Tab("supervised", "督办", lambda desk: desk.supervised()),
        EVERYTHING,
    )

    def __init__(self, user: User, today: date) -> None:
        super().__init__(user, today)
        self.offices = hats_of(user).offices
        self.label = "、".join(office_name(office) for office in self.offices)
        self.is_one_stretch = any(office.depth == 1 for office in self.offices)

    def all(self) -> QuerySet[Any]:
        """The city's office sees everything: no condition, so the newest come by key."""
        if self.is_one_stretch:
            return Message.objects.all()
        scope = Area.objects.filter(office_scope_q(self.user, "")).order_by()
        return Message.objects.filter(area__in=scope.values("pk"))

    def mine(self) -> Q:
        return Q(holder=Holder.OFFICE, office__in=[office.pk for office in self.offices])

    def review(self) -> Q:
        assigned = Q(office__in=[office.pk for office in self.offices], state__in=AT_DEPARTMENT)
        return self.mine() & Q(state=State.ANSWERED) | assigned & asked_of_assigner()

    def supervised(self) -> Q:
        return Q(supervised_at__isnull=False) & self.acting()


class DepartmentDesk(Desk):
    """A department's rows are its own shares, each with its own clock."""

    kind = "department"
    tabs = (
        Tab("unsigned", "待签收", lambda desk: Q(state=AssignmentState.ASSIGNED)),
        Tab("handling", "办理中", lambda desk: Q(state=AssignmentState.HANDLING)),
        Tab("soon", "即将到期", Desk.soon),
        Tab("late", "超期", Desk.late, tone="late"),
        Tab("review", "待审核", lambda desk: desk.review(), by_due=False),
        EVERYTHING,
    )
    merges = False

    def __init__(self, user: User, today: date) -> None:
        super().__init__(user, today)
        self.departments = hats_of(user).departments
        self.is_one_stretch = len(self.departments) == 1
        self.label = "、".join(department.name for department in self.departments)

    def all(self) -> QuerySet[Any]:
        return MessageAssignment.objects.filter(department__in=hats_of(self.user).department_ids)

    def listed(self, rows: QuerySet[Any], *, in_full: bool = False) -> QuerySet[Any]:
        return listed_shares(rows, in_full=in_full)

    def acting(self) -> Q:
        return Q(state__in=ACTING_STATES)

    def review(self) -> Q:
        return Q(state__in=[AssignmentState.ANSWERED, AssignmentState.RETURN_REQUESTED])


def asked_of_assigner() -> Q:
    """A department asks for return or more time, or a co-handler handed in its answer."""
    waiting = [AssignmentState.RETURN_REQUESTED, AssignmentState.ANSWERED]
    shares = MessageAssignment.objects.open().filter(state__in=waiting)
    longer = MessageExtension.objects.filter(state=Extension.State.REQUESTED)
    return Q(pk__in=shares.values("message")) | Q(pk__in=longer.values("assignment__message"))


def desks_of(user: User, today: date) -> list[Desk]:
    """All desks of a user: usually one."""
    hats = hats_of(user)
    desks: list[Desk] = []
    if hats.reader:
        desks.append(RepresentativeDesk(user, today, hats.reader))
    if hats.stations:
        desks.append(StationDesk(user, today))
    if hats.offices:
        desks.append(OfficeDesk(user, today))
    if hats.departments:
        desks.append(DepartmentDesk(user, today))
    return desks


# what a list shows of a matter -------------------------------------------------------------------

# What a clock is read from: how long it runs, in what, and what was granted or paused.
CLOCK = ("clock_amount", "clock_unit", "clock_extended", "clock_extended_unit", "clock_paused")
COLUMNS = (
    "origin",
    "name",
    "submitted_at",
    "state",
    "holder",
    "grade",
    "referral",
    "supervised_at",
    "due_date",
    "amber_date",
    "paused_on",
    *CLOCK,
    "is_kept",
    "rating",
    "station__name",
    "representative__name",
    "area__path",
    "office__name",
    "office__short_name",
    "office__level",
    "office__is_function_zone",
)


HIDDEN = ("phone", "secret")


def listed(rows: QuerySet[Any], *, in_full: bool) -> QuerySet[Any]:
    """Matters with what a row shows, in one query; never the phone, never the secret."""
    lead = MessageAssignment.objects.filter(message=OuterRef("pk"), role="lead").order_by("-pk")
    photos = Photo.objects.filter(message=OuterRef("pk")).order_by().values("message")
    rows = rows.select_related("station", "representative", "area", "office").annotate(
        head=Left("body", HEAD),
        lead_name=Subquery(lead.values("department__name")[:1]),
        photo_count=Coalesce(Subquery(photos.annotate(n=Count("pk")).values("n")), 0),
    )
    return rows.defer(*HIDDEN) if in_full else rows.only(*COLUMNS)


def listed_shares(rows: QuerySet[Any], *, in_full: bool) -> QuerySet[Any]:
    """The same for a department's shares."""
    photo = Photo.objects.filter(message=OuterRef("message"))
    rows = rows.select_related(
        "department",
        "message__station",
        "message__representative",
        "message__area",
        "message__office",
    ).annotate(head=Left("message__body", HEAD), has_photo=Exists(photo))
    if in_full:
        return rows.defer(*(f"message__{name}" for name in HIDDEN))
    matter = [f"message__{name}" for name in COLUMNS]
    own = ("role", "state", "due_date", "amber_date", "paused_on", *CLOCK, "department__name")
    return rows.only(*own, *matter)
