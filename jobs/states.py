"""The states of a job and its time limits."""

from datetime import timedelta

from django.db import models

#: A queued job that no worker took is put in line again after this long.
FORGOTTEN_AFTER = timedelta(minutes=2)
#: A running job that gave no sign of life for this long has lost its worker.
STALE_AFTER = timedelta(minutes=2)
#: A job whose worker died more often than this is at fault itself.
MAX_RESTARTS = 2
#: Results, unconfirmed previews and uploaded files are kept this long.
KEEP_FOR = timedelta(days=7)
#: Results that are secrets.
KEEP_ONCE_FOR = timedelta(days=1)


class JobState(models.TextChoices):
    QUEUED = "queued", "排队中"
    RUNNING = "running", "正在处理"
    WAITING = "waiting", "等您确认"
    DONE = "done", "已完成"
    FAILED = "failed", "没有完成"
    CANCELLED = "cancelled", "已取消"


#: Somebody or something still has to act.
OPEN = (JobState.QUEUED.value, JobState.RUNNING.value, JobState.WAITING.value)
#: The page moves on by itself.
MOVING = (JobState.QUEUED.value, JobState.RUNNING.value)
FINISHED = (JobState.DONE.value, JobState.FAILED.value, JobState.CANCELLED.value)
