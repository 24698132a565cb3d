"""Tasks load and call."""

from celery import shared_task
from django.utils import timezone

from casework.reminders import remind_of_holidays


@shared_task(name="casework.remind", ignore_result=True)
def remind() -> None:
    """Every hour; told once a week, a week in which nothing ran is not made up for."""
    remind_of_holidays(timezone.localdate())
