"""How a matter comes to stand in each tab of each role, through the moves themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from messages.codes.destination import Recipient
from messages.desk.worklists import (
    DepartmentDesk,
    Desk,
    OfficeDesk,
    RepresentativeDesk,
    StationDesk,
)
from messages.intake.incoming import Words, enter
from messages.models import Message, MessageAssignment
from tests.factories.casework import ANSWER, Cast, make_user

DESKS: dict[str, type[Desk]] = {
    "daibiao": RepresentativeDesk,
    "lianluo": StationDesk,
    "cunju": DepartmentDesk,
    "jiedao": OfficeDesk,
    "quxian": OfficeDesk,
    "shiji": OfficeDesk,
}
CASES = [(user, tab.key) for user, desk in DESKS.items() for tab in desk.tabs]


def put(cast: Cast, user: str, tab: str, count: int) -> list[Message]:
    """``count`` more matters into that tab of that user."""
    kind = DESKS[user].kind
    return [_put(cast, user, kind, tab) for _ in range(count)]


def _put(cast: Cast, user: str, kind: str, tab: str) -> Message:
    if tab in ("late", "soon"):
        matter = _assigned(cast) if kind == "department" else cast.submit()
        return _due(matter, -1 if tab == "late" else 0, kind)
    if kind == "representative":
        return cast.submit()
    if kind == "station":
        return _station(cast, tab)
    return _department(cast, tab) if kind == "department" else _office(cast, user, tab)


def _due(matter: Message, days: int, kind: str) -> Message:
    dates = dict(
        due_date=timezone.localdate() + timedelta(days),
        amber_date=timezone.localdate() + timedelta(days - 1),
    )
    Message.objects.filter(pk=matter.pk).update(**dates)
    MessageAssignment.objects.filter(message=matter).update(**dates)
    return matter


def to_station(cast: Cast, **changes: Any) -> Message:
    return cast.submit(to=Recipient(cast.station), **changes)


def _assigned(cast: Cast) -> Message:
    matter = to_station(cast)
    by = cast.actor(cast.lianluo, matter)
    matter.assign(by=by, lead=cast.village_body, grade="simple")
    return matter


def answered(cast: Cast) -> Message:
    matter = _assigned(cast)
    share = matter.assignments.get()
    share.message = matter
    share.submit_answer(ANSWER, by=cast.actor(cast.cunju, matter))
    return matter


def _station(cast: Cast, tab: str) -> Message:
    if tab == "review":
        return answered(cast)
    if tab != "callback":
        return to_station(cast)
    other = make_user(f"other{Message.objects.count()}")
    by = cast.actor(cast.lianluo, to_station(cast))
    entered = enter(
        Words("来访反映楼道堆放杂物。", None),
        Recipient(cast.station),
        origin="walk_in",
        key=f"e{Message.objects.count()}",
        other=("", ""),
        by=type(by)(other, "同事"),
    )
    entered.reply(ANSWER, by=type(by)(other, "同事"))
    return entered


def _department(cast: Cast, tab: str) -> Message:
    if tab == "review":
        return answered(cast)
    matter = _assigned(cast)
    if tab == "handling":
        share = matter.assignments.get()
        share.message = matter
        share.sign(by=cast.actor(cast.cunju, matter))
    return matter


def _office(cast: Cast, user: str, tab: str) -> Message:
    matter = to_station(cast)
    if tab == "supervised":
        matter.supervise("群众反映强烈", by=cast.actor(getattr(cast, user), matter))
        return matter
    if tab == "all":
        return matter
    for below in ("lianluo", "jiedao", "quxian")[: ("jiedao", "quxian", "shiji").index(user) + 1]:
        matter.refer_to_assign("需要上级协调", by=cast.actor(getattr(cast, below), matter))
    if tab == "review":
        account = getattr(cast, user)
        matter.assign(by=cast.actor(account, matter), lead=cast.village_body, grade="simple")
        share = matter.assignments.get()
        share.message = matter
        share.submit_answer(ANSWER, by=cast.actor(cast.cunju, matter))
    return matter
