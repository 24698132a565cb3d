"""Tasks load and call. Each finds its work in the database, so a lost task loses nothing."""

from celery import shared_task
from django.utils import timezone

from messages.desk.succession import leave_to_stations, strays
from portal.rollover import jobs as rollover
from portal.standards import checking


@shared_task(name="portal.check_stations", ignore_result=True)
def check_stations() -> None:
    """Every ten minutes; each station's row is written whole, so running twice changes nothing."""
    checking.check_stations()


@shared_task(name="portal.care_for_terms", ignore_result=True)
def care_for_terms() -> None:
    """Every hour; a change is started once, and a day that was missed is made up for.

    Also what reached a representative while the last seat was ending goes to the station.
    """
    today = timezone.localdate()
    rollover.run_due(today)
    leave_to_stations(strays(), key=f"strays:{today}")
    leave_to_stations(strays(suspended=True), key=f"suspended:{today}", suspended=True)
