"""What is due to be looked at again, told once for each date.

Selects what is due and was not told yet, claims it by a conditional update and writes the notice in
the same transaction: two workers give one outbox row, a missed week loses none.
"""

from __future__ import annotations

from datetime import date

import structlog
from django.db import transaction
from django.urls import reverse

from casework.models import Reminder
from inspections.models import Finding
from messages.models.moves import staff_of
from notifications.outbox import notify

BATCH = 200
log = structlog.get_logger(__name__)


def remind_of_findings(today: date) -> int:
    """Tell the offices whose findings are due; the number told. Any number of times."""
    due = Finding.objects.to_remind(today).select_related(
        "inspection__station", "inspection__office"
    )
    return sum(_tell_finding(finding) for finding in due.order_by("due_date", "pk")[:BATCH])


def _tell_finding(finding: Finding) -> int:
    """One notice for each date on which it is due; nothing if it was looked at meanwhile."""
    visit = finding.inspection
    mine = Finding.objects.open().filter(looks=finding.looks)
    with transaction.atomic():
        if not mine.claim(finding.pk, Reminder.RED):
            return 0
        staff = staff_of(visit.office)
        if not staff:
            log.warning("nobody_to_remind", finding=finding.pk, office=visit.office_id)
        notify(
            users=staff,
            text=f"{visit.station}：督查发现的问题该复查了。",
            url=reverse("office:recheck_finding", args=[finding.pk]),
            key=f"finding:{finding.pk}:{finding.looks}",
            robots_of=visit.office,
        )
    return 1
