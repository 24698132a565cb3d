"""年度数据: what the records of the year say about an object, for its report.

Each figure: ``{"label", "value", "url"}``; a url is for the object alone, readers get none.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils import timezone

from casework.clock import Clock
from casework.states import AssignmentState
from messages.models import Message, MessageAssignment, ResponseRecord
from messages.states import Rating
from representatives.freezes import frozen_people
from representatives.models import DutyReport, Representative
from stations.models import GroupActivity, Visit
from supervision.models.subjects import Subject

Figure = dict[str, str]
NOT_HANDLED = (AssignmentState.RETURNED, AssignmentState.CANCELLED)


def figures_of(subject: Subject) -> list[Figure]:
    """As of now. ``subject`` with its evaluation, department or seat with the person."""
    year = subject.evaluation.year
    if subject.department_id:
        return _of_department(subject.department_id, year)
    assert subject.seat is not None
    return _of_representative(subject.seat.representative, year)


def _figure(label: str, value: str, url: str = "") -> Figure:
    return {"label": label, "value": value, "url": url}


def _in_year(name: str, year: int) -> dict[str, datetime]:
    """Half-open: an index serves it, and no midnight is counted twice."""
    first, after = (timezone.make_aware(datetime(y, 1, 1)) for y in (year, year + 1))  # noqa: DTZ001
    return {f"{name}__gte": first, f"{name}__lt": after}


# departments ------------------------------------------------------------------------------------


def _of_department(department: int, year: int) -> list[Figure]:
    """Three queries."""
    shares = MessageAssignment.objects.filter(
        department=department, **_in_year("assigned_at", year)
    ).exclude(state__in=NOT_HANDLED)
    granted = Q(extensions__state="granted")
    timed = (
        shares.order_by()
        .annotate(
            more=Sum("extensions__amount", filter=granted),
            more_unit=Max("extensions__unit", filter=granted),  # there is one at most
        )
        .values_list(
            "message",
            "assigned_at",
            "answered_at",
            "handle_amount",
            "handle_unit",
            "more",
            "more_unit",
        )
    )
    rows = list(timed)
    kept, judged = _on_time(rows)
    led = shares.filter(role="lead", state=AssignmentState.RELEASED).order_by().values("message")
    rated = _ratings(Message.objects.filter(pk__in=led))
    url = f"{reverse('desk:list')}?desk=department&tab=all"
    messages = len({row[0] for row in rows})
    return [
        _figure("承办选民留言", f"{messages} 件", url if messages else ""),
        _figure("按期办理", _share(kept, judged, "件到了期限或已办的")),
        _figure("主办留言的满意率", _satisfied(rated)),
    ]


def _on_time(rows: list[Any]) -> tuple[int, int]:
    """(within the time, all that were answered or whose time is over)."""
    today, kept, judged = timezone.localdate(), 0, 0
    for _, assigned_at, answered_at, amount, unit, more, more_unit in rows:
        time = Clock(amount, unit, more or 0, more_unit or unit)
        due = time.run(timezone.localdate(assigned_at)).due_date
        if answered_at is None and today <= due:
            continue
        judged += 1
        kept += answered_at is not None and timezone.localdate(answered_at) <= due
    return kept, judged


# representatives --------------------------------------------------------------------------------


def _of_representative(person: Representative, year: int) -> list[Figure]:
    """Seven queries at most."""
    today = timezone.localdate()
    answered = Message.objects.filter(
        representative=person,
        replied_by__representative=person,
        is_kept=False,
        **_in_year("replied_at", year),
    )
    n = answered.count()
    days = (date(year, 1, 1), date(year, 12, 31))
    activities = GroupActivity.objects.filter(
        group__memberships__representative=person,
        group__memberships__left_on=None,
        held_on__range=days,
    )
    visits = Visit.objects.filter(station=person.station_id, representatives__gt=0, day__range=days)
    duties = DutyReport.objects.filter(representative=person, day__range=days)
    found = [
        _figure("答复选民留言", f"{n} 件", f"{reverse('desk:record')}?year={year}" if n else ""),
        _figure("所在小组开展活动", f"{activities.distinct().count()} 次"),
        _figure("所在站点接待和走访", f"{visits.count()} 次"),
        _figure("述职", f"{duties.count()} 次"),
    ]
    if not frozen_people([person.pk], today):
        found.insert(1, _figure("选民满意率", _satisfied(_ratings(answered), personal=True)))
    return found


# words ------------------------------------------------------------------------------------------


def _ratings(rows: Any) -> tuple[int, int]:
    """(rated, satisfied)."""
    found = rows.aggregate(
        rated=Count("pk", filter=~Q(rating="")),
        satisfied=Count("pk", filter=Q(rating=Rating.SATISFIED)),
    )
    return found["rated"], found["satisfied"]


def _satisfied(ratings: tuple[int, int], *, personal: bool = False) -> str:
    rated, satisfied = ratings
    if personal and rated < ResponseRecord.MINIMUM:
        return f"{rated} 人评过，满 {ResponseRecord.MINIMUM} 人才计算"
    return _share(satisfied, rated, "人评价")


def _share(part: int, of: int, what: str) -> str:
    return f"{100 * part / of:.1f}%（{of} {what}）" if of else "还没有"
