"""What is due in evaluations and was not done or told yet: closing, reminding.

Every function selects "due and not yet done", claims one row by a conditional update and writes
the notices in the same transaction: two workers give one notice, a missed night loses none.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import structlog
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from areas.calendar import working_days_between
from areas.dates import chinese_date
from casework.models import Reminder
from casework.workflow import TransitionError
from messages.models.moves import staff_of
from notifications.outbox import notify
from supervision import notices
from supervision.due import SOON
from supervision.models import Evaluation, Rectification, Subject
from supervision.models.follow_up import RectificationQuerySet
from supervision.reminding import tell_electors
from supervision.states import EvaluationState

BATCH = 200
OBJECTIONS_END = 1  # working day before the end of the window
S = EvaluationState
log = structlog.get_logger(__name__)


def close_due(now: datetime) -> int:
    """Close what is past its time; nobody could vote any more since then."""
    closed = 0
    for evaluation in Evaluation.objects.to_close(now).order_by("pk")[:BATCH]:
        try:
            with transaction.atomic():
                evaluation.lock()
                if not Evaluation.objects.to_close(now).filter(pk=evaluation.pk).exists():
                    raise TransitionError("已经截止或者延长了。")
                evaluation.close(by=None)
                notify(
                    users=staff_of(evaluation.area),
                    url=evaluation.get_absolute_url(),
                    text=f"「{evaluation.title}」投票截止了，请核对纸质票后计票。",
                    key=f"evaluation:{evaluation.pk}:closed",
                )
        except TransitionError:
            # Somebody closed or prolonged it between reading and closing.
            log.info("closed_meanwhile", evaluation=evaluation.pk)
        else:
            closed += 1
    return closed


def remind_all(now: datetime, today: date) -> int:
    """All reminders of the moment; the number given. Any number of times."""
    steps = (
        _reports(today),
        _votes(now),
        _objections(today),
        _supervise(today),
        _call_overdue(today),
        _warn(today),
    )
    return sum(sum(step) for step in steps)


# reports ----------------------------------------------------------------------------------------


def _reports(today: date) -> Iterator[int]:
    """Once when three working days are left, once when the day has passed."""
    due = F("evaluation__reports_due")
    rows = Subject.objects.yet_to_report().with_names().select_related("evaluation")
    told = Q(report_reminded_for=due)
    late = Q(evaluation__reports_due__lt=today)
    waiting = rows.filter(
        late & ~(told & Q(report_reminded=Reminder.RED))
        | ~late & ~(told & Q(report_reminded__gte=Reminder.AMBER))
        | Q(report_reminded_for=None)
    )
    for subject in waiting.order_by("evaluation__reports_due", "pk").iterator():
        day = subject.evaluation.reports_due
        assert day is not None  # ``yet_to_report``
        if day < today:
            yield _tell_report(subject, day, Reminder.RED, "已经过了提交期限，请马上提交")
        elif working_days_between(today, day) <= SOON:
            yield _tell_report(subject, day, Reminder.AMBER, f"{chinese_date(day)}前要提交")


def _tell_report(subject: Subject, day: date, level: int, words: str) -> int:
    mine = Subject.objects.filter(
        ~Q(report_reminded_for=day, report_reminded__gte=level) | Q(report_reminded_for=None),
        pk=subject.pk,
    )
    with transaction.atomic():
        if not mine.update(report_reminded=level, report_reminded_for=day):
            return 0
        notify(
            users=subject.people(),
            text=f"「{subject.evaluation.title}」的述职报告{words}。",
            url=reverse("supervision:report", args=[subject.pk]),
            key=f"report:{subject.pk}:{day}:{level}",
            urgent=level >= Reminder.RED,
        )
    return 1


# votes and objections ---------------------------------------------------------------------------


def _votes(now: datetime) -> Iterator[int]:
    """All electors once before closing, whether they have voted or not: who is told must not tell."""
    open_now = Evaluation.objects.open().filter(by_account=True, closes_at__gt=now)
    told = Q(vote_reminded_for=F("closes_at"))
    waiting = open_now.filter(~told | Q(vote_reminded_for=None)).order_by("closes_at", "pk")
    for evaluation in waiting:
        if evaluation.last_call_at and evaluation.last_call_at <= now:
            yield _tell_electors(evaluation)


def _tell_electors(evaluation: Evaluation) -> int:
    until = evaluation.closes_at
    assert until is not None  # it is open
    mine = Evaluation.objects.open().filter(
        ~Q(vote_reminded_for=until) | Q(vote_reminded_for=None), pk=evaluation.pk, closes_at=until
    )
    with transaction.atomic():
        if not mine.update(vote_reminded_for=until):
            return 0
        tell_electors(evaluation, f"evaluation:{evaluation.pk}:last-call:{until:%Y%m%d%H%M}")
    return 1


def _objections(today: date) -> Iterator[int]:
    """The objects, when a working day is left to object. After the window there is nothing to say,
    nor while no object knows its result: the window grows when the first one hears of it.
    """
    counted = Evaluation.objects.with_told_objects().filter(
        state__in=[S.COUNTED, S.PUBLISHED], objections_until__gte=today
    )
    told = Q(objections_reminded_for=F("objections_until"))
    for evaluation in counted.filter(~told | Q(objections_reminded_for=None)).order_by("pk"):
        until = evaluation.objections_until
        assert until is not None  # filtered
        if working_days_between(today, until) <= OBJECTIONS_END:
            yield _tell_objects(evaluation, until)


def _tell_objects(evaluation: Evaluation, until: date) -> int:
    mine = Evaluation.objects.filter(
        ~Q(objections_reminded_for=until) | Q(objections_reminded_for=None),
        pk=evaluation.pk,
        objections_until=until,
    )
    with transaction.atomic():
        if not mine.update(objections_reminded_for=until):
            return 0
        told = evaluation.subjects.rated().told_results()
        notify(
            users=notices.accounts_of_objects(evaluation, told),
            url=reverse("supervision:mine"),
            text=f"「{evaluation.title}」的结果如有异议，请在{chinese_date(until)}以前提出。",
            key=f"evaluation:{evaluation.pk}:objections:{until}",
        )
    return 1


# what has to be mended --------------------------------------------------------------------------


def _warn(today: date) -> Iterator[int]:
    for item in _mending().to_warn(today)[:BATCH].iterator():
        yield _tell(item, Reminder.AMBER, "快到期了，请按时报结果。")


def _call_overdue(today: date) -> Iterator[int]:
    for item in _mending().to_call_overdue(today)[:BATCH].iterator():
        yield _tell(item, Reminder.RED, "已经超期，请马上报结果。")


def _supervise(today: date) -> Iterator[int]:
    for item in _mending().to_supervise(today)[:BATCH].iterator():
        yield _tell(item, Reminder.SUPERVISED, "超期三个工作日，已列入督办。")


def _mending() -> RectificationQuerySet:
    mending: RectificationQuerySet = Rectification.objects.mending().with_names()
    return mending.order_by("due_date", "pk")


def _tell(item: Rectification, level: int, words: str) -> int:
    """The object; from overdue on also the office; supervised, its group chats as well."""
    mine = Rectification.objects.mending().filter(due_date=item.due_date)
    area, text = item.subject.evaluation.area, f"整改「{item.title}」{words}"
    key = f"remind-rectification:{item.pk}:{item.due_date}:{level}"
    with transaction.atomic():
        if not mine.claim(item.pk, level):
            return 0
        notify(
            users=item.subject.people(),
            text=text,
            key=key,
            urgent=level >= Reminder.RED,
            url=reverse("supervision:rectification", args=[item.pk]),
        )
        if level >= Reminder.RED:
            notify(
                users=staff_of(area),
                text=f"{item.subject.name}：{text}",
                key=f"{key}:office",
                url=reverse("office:rectification", args=[item.pk]),
                robots_of=area if level == Reminder.SUPERVISED else None,
            )
        item.add_event("remind", by=None, text=Reminder(level).label)
    return 1
