"""Second looks that are due: each told once, whoever runs it twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from inspections import reminders, tasks
from notifications.models import Delivery, Notice
from tests.clock import frozen
from tests.factories.inspections import DUE, make_finding, make_inspection

DAY = timedelta(days=1)


def told(user):
    return Notice.objects.filter(user=user, text__contains="该复查了").count()


def test_nothing_is_said_before_a_finding_is_due(finding):
    assert reminders.remind_of_findings(DUE - DAY) == 0


def test_the_office_that_inspected_is_told_once(cast, finding):
    assert reminders.remind_of_findings(DUE) == 1
    assert reminders.remind_of_findings(DUE + DAY) == 0
    assert (told(cast.quxian), told(cast.jiedao)) == (1, 0)


def test_a_missed_week_loses_nothing(cast, finding):
    assert reminders.remind_of_findings(DUE + 7 * DAY) == 1
    assert told(cast.quxian) == 1


def test_a_new_date_is_told_again_and_a_mended_finding_never(cast, finding):
    reminders.remind_of_findings(DUE)
    later = DUE + 10 * DAY
    finding.recheck(seen=0, on=DUE, note="还没换", by=cast.quxian, next_on=later)
    assert reminders.remind_of_findings(later - DAY) == 0
    assert reminders.remind_of_findings(later) == 1
    finding.recheck(seen=1, on=later, note="好了", by=cast.quxian)
    assert reminders.remind_of_findings(later + DAY) == 0
    assert told(cast.quxian) == 2


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_the_same_moment_give_one_row_of_the_outbox(mail, cast):
    cast.quxian.email = "quxian@example.invalid"
    cast.quxian.save()
    make_finding(make_inspection(cast.station, cast.tree.xiling, cast.quxian))
    barrier = Barrier(2)

    def run(_):
        try:
            barrier.wait()
            tasks.remind()
        finally:
            connection.close()

    with frozen("2026-12-01 10:00"), ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))
    assert Delivery.objects.filter(user=cast.quxian).count() == 1
