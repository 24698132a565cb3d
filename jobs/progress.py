"""What running work tells the person who waits, and how it hears that nobody waits any more."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from django.core.files.base import File
from django.db import transaction

from jobs.models import Job, JobPart
from jobs.states import JobState
from jobs.storage import random_name

WRITE_EVERY_SECONDS = 0.5
Item = TypeVar("Item")


class JobError(Exception):
    """The work can't be done; the text says why in plain Chinese and is shown as it is."""


class JobLostError(Exception):
    """The job was cancelled or given to another worker: stop, write nothing."""


class Progress:
    """Counts work done and writes it at most twice a second; JobLostError stops the work."""

    def __init__(self, job: Job, clock: Callable[[], float] = time.monotonic) -> None:
        self.job = job
        self.done = 0
        self.total = 0
        self.note = ""
        self._clock = clock
        self._written_at = float("-inf")

    def start(self, total: int, note: str) -> None:
        """Begin a stretch of `total` units; `note` says in Chinese what is done now."""
        self.done, self.total, self.note = 0, total, note
        self.write()

    def advance(self, n: int = 1, note: str = "") -> None:
        self.done += n
        self.note = note or self.note
        if self._clock() - self._written_at >= WRITE_EVERY_SECONDS:
            self.write()

    def each(self, items: Iterable[Item], total: int, note: str) -> Iterator[Item]:
        """Yield the items and count them."""
        self.start(total, note)
        for item in items:
            yield item
            self.advance()

    def write(self) -> None:
        """Write now; also the way to ask whether the work is still wanted."""
        if not self.job.report(done=self.done, total=self.total, note=self.note):
            raise JobLostError(self.job.pk)
        self._written_at = self._clock()

    def finish(self, result: dict[str, Any] | None = None) -> None:
        """Declare the work done within the transaction that writes its data."""
        if not self.job.finish(result):
            raise JobLostError(self.job.pk)

    def parts(self) -> dict[str, JobPart]:
        """The finished parts by key, in the order in which they were made."""
        return {part.key: part for part in self.job.parts.filter(is_done=True)}

    def keep_part(self, key: str, file: File[bytes], result: dict[str, Any]) -> JobPart:
        """Keep a finished part; whoever takes the job after this worker's death finds it."""
        self.write()
        for unfinished in JobPart.objects.filter(job=self.job, key=key):
            unfinished.file.storage.delete(str(unfinished.file.name))
            unfinished.delete()
        part = JobPart(job=self.job, key=key, result=result)
        part.file.name = random_name(part, "")
        part.save()
        part.file.storage.save(part.file.name, file)
        held = Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt, state=JobState.RUNNING)
        if not JobPart.objects.filter(pk=part.pk, job__in=held).update(is_done=True):
            part.file.storage.delete(str(part.file.name))
            raise JobLostError(self.job.pk)
        part.is_done = True
        return part

    def save_result_file(self, file: File[bytes], name: str) -> None:
        """Keep `file` as what the person can download; `name` is the name they see."""
        job = self.job
        self.write()
        before = job.result_file.name
        job.result_file.save("", file, save=False)
        with transaction.atomic():
            held = Job.objects.filter(pk=job.pk, attempt=job.attempt)
            held.update(result_file=job.result_file.name, result_name=name)
        job.result_name = name
        if before:
            job.result_file.storage.delete(before)
