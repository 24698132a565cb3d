"""Tasks load and call. Each finds its work in the database, so a lost task loses nothing."""

from celery import shared_task
from django.utils import timezone

from messages.codes import scans
from messages.desk import reminders
from messages.figures import response, tallying
from messages.intake import bursts, photos
from yichang_renda.celery import enqueue


@shared_task(name="messages.process_photo", ignore_result=True)
def process_photo(photo_id: int) -> None:
    """Killed half-way: the claim ends after two minutes and ``sweep_photos`` starts it again."""
    photos.process(photo_id)


@shared_task(name="messages.sweep_photos", ignore_result=True)
def sweep_photos() -> None:
    """Every minute: photos whose own task was lost."""
    for pk in photos.waiting():
        enqueue(process_photo, pk)


@shared_task(name="messages.care_for_clocks", ignore_result=True)
def care_for_clocks() -> None:
    """Every ten minutes; killed anywhere, the next run does the rest, each thing once."""
    today = timezone.localdate()
    reminders.move_to_covers(today)
    reminders.close_unrated(today)
    reminders.remind_all(today)


@shared_task(name="messages.fold_tallies", ignore_result=True)
def fold_tallies() -> None:
    """Every minute; one transaction, so a killed worker folds nothing or everything."""
    tallying.fold()


@shared_task(name="messages.fold_scans", ignore_result=True)
def fold_scans() -> None:
    """Every minute; each batch in one transaction with its name, so never twice."""
    scans.fold()


@shared_task(name="messages.flag_bursts", ignore_result=True)
def flag_bursts() -> None:
    """Every ten minutes; killed anywhere, the next run adds and deletes what is missing."""
    today = timezone.localdate()
    bursts.flag(today)
    bursts.forget(today)


@shared_task(name="messages.renew_response_records", ignore_result=True)
def renew_response_records() -> None:
    """Every night; each record is replaced whole, so running twice changes nothing."""
    response.renew_all()
