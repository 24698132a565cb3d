"""Tasks load and call. Each finds its work in the database, so a lost task loses nothing."""

from celery import shared_task
from django.utils import timezone

from community import reminders


@shared_task(name="community.remind", ignore_result=True)
def remind() -> None:
    """Every hour: what is due and was not told yet; killed anywhere, the next run does the rest."""
    reminders.remind_of_disclosures(timezone.localdate())
