"""How much an object had to do in the year: a rank means little without it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from casework.states import AssignmentState
from messages.models import Message, MessageAssignment
from messages.models.assignments import MessageAssignmentQuerySet
from supervision.models.subjects import Subject

NOT_HANDLED = (AssignmentState.RETURNED, AssignmentState.CANCELLED)


def assigned_in(departments: Sequence[int], year: int) -> MessageAssignmentQuerySet:
    """What the workload of these departments counts: assigned in the year, and not handed back."""
    rows: MessageAssignmentQuerySet = MessageAssignment.objects.filter(
        department__in=departments,
        assigned_at__gte=_new_year(year),
        assigned_at__lt=_new_year(year + 1),
    ).exclude(state__in=NOT_HANDLED)
    return rows


def workloads(subjects: Sequence[Subject], year: int) -> dict[int, int]:
    """By object: messages assigned to the department in the year; of a representative, those
    answered in it. Two queries.
    """
    first, last = _new_year(year), _new_year(year + 1)
    departments = {one.department_id: one.pk for one in subjects if one.department_id}
    assigned = (
        assigned_in(list(departments), year)
        .order_by()
        .values_list("department")
        .annotate(n=Count("message", distinct=True))
    )
    people = {one.seat.representative_id: one.pk for one in subjects if one.seat}
    answered = (
        Message.objects.filter(
            representative__in=people, replied_at__gte=first, replied_at__lt=last
        )
        .order_by()
        .values_list("representative")
        .annotate(n=Count("pk"))
    )
    found = {one.pk: 0 for one in subjects}
    found |= {departments[key]: n for key, n in assigned}
    return found | {people[key]: n for key, n in answered}


def _new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 - made aware here
