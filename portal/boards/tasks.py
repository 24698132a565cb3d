"""Looking at every board once an hour; a task that is lost is made up for by the next."""

from celery import shared_task

from portal.boards.prints import refresh_all


@shared_task(name="portal.refresh_boards", ignore_result=True)
def refresh_boards() -> int:
    return refresh_all()
