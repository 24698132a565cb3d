"""Celery only loads and calls; what happens is in delivery.py."""

import uuid

from celery import shared_task

from notifications import delivery
from yichang_renda.celery import enqueue


@shared_task(name="notifications.deliver", ignore_result=True)
def deliver(delivery_id: str) -> None:
    """Send one row of the outbox.

    Killed before the claim: nothing happened, `sweep` starts it again. Killed between claim
    and record: the claim ends after two minutes, `sweep` starts it again, and as nobody knows
    whether it went out, that attempt is logged as a possible repeat. Run twice: the second
    one finds nothing to claim.
    """
    delivery.send(uuid.UUID(delivery_id))


@shared_task(name="notifications.sweep", ignore_result=True)
def sweep() -> None:
    """Every minute: start what is due and was not sent, whatever became of its own task.

    Killed half-way: the rest is found a minute later.
    """
    for pk in delivery.overdue():
        enqueue(deliver, str(pk))


@shared_task(name="notifications.forget", ignore_result=True)
def forget() -> None:
    """Every night: empty recipients and texts that nobody needs any more; safe to repeat."""
    delivery.forget_old()
