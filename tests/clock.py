"""The clock of a test, standing still. Text and dates without a zone are of this place."""

from datetime import datetime

import time_machine
from django.utils import timezone

time_machine.naive_mode = time_machine.NaiveMode.LOCAL


def frozen(moment):
    """`with frozen("2026-11-23 10:00"):`; it gives what `.shift(timedelta(days=1))` moves on."""
    if isinstance(moment, datetime):
        moment = timezone.make_naive(moment)
    return time_machine.travel(moment, tick=False)
