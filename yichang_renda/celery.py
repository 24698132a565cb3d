import os
import time
from functools import partial
from typing import Any

import structlog
from celery import Celery, Signature, Task
from celery.signals import setup_logging, task_prerun
from django.db import transaction
from kombu.exceptions import OperationalError

from yichang_renda import file_queue  # noqa: F401  kombu learns what files:// is

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichang_renda.settings")

app = Celery("yichang_renda")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

log = structlog.get_logger(__name__)


@setup_logging.connect
def keep_our_logging(**kwargs: Any) -> None:
    """With a receiver here Celery leaves the LOGGING setting alone."""


@task_prerun.connect
def name_the_task(task_id: str, task: Task, **kwargs: Any) -> None:
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(task_id=task_id, task=task.name)


# While the broker is known to be away nobody waits for it again: the sweepers find the work.
_BROKER_REST_SECONDS = 10.0
_broker_away_until = 0.0


def enqueue(task: Task | Signature, *args: Any) -> None:
    """Start `task` when the surrounding transaction has committed; arguments are ids.

    The queue is only a hint: when the broker is away this logs and returns, and the sweeper
    of the app that owns the task picks the work up from the database.
    """
    transaction.on_commit(partial(_publish, task, *args))


def _publish(task: Task | Signature, *args: Any) -> None:
    global _broker_away_until
    if time.monotonic() < _broker_away_until:
        return
    try:
        task.delay(*args)
    except (OperationalError, OSError) as error:
        _broker_away_until = time.monotonic() + _BROKER_REST_SECONDS
        log.error("broker_away", task=task.name, task_args=args, error=type(error).__name__)
