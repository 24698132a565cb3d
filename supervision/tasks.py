"""Tasks load and call. Each finds its work in the database, so a lost task loses nothing."""

from celery import shared_task
from django.utils import timezone

from supervision import reminders


@shared_task(name="supervision.close_due", ignore_result=True)
def close_due() -> None:
    """Every minute; killed anywhere, the next run closes the rest. No vote counts after its time
    in between: casting looks at the clock itself.
    """
    reminders.close_due(timezone.now())


@shared_task(name="supervision.remind", ignore_result=True)
def remind() -> None:
    """Every ten minutes; killed anywhere, the next run does the rest, each thing once."""
    reminders.remind_all(timezone.now(), timezone.localdate())
