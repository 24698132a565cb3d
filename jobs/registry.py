"""The kinds of long work, each with the function that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jobs.models import Job
    from jobs.progress import Progress
    from jobs.states import JobState

Runner = Callable[["Job", "Progress"], "JobState | None"]


@dataclass(frozen=True)
class Kind:
    name: str
    label: str
    run: Runner
    resumable: bool
    result_template: str
    once: bool = False


_kinds: dict[str, Kind] = {}


def job_kind(
    name: str,
    label: str,
    *,
    resumable: bool = False,
    result_template: str = "",
    once: bool = False,
) -> Callable[[Runner], Runner]:
    """Register ``def run(job, progress)`` as the work of jobs of this kind.

    `run` returns None when the work is done, or ``JobState.WAITING`` when a person has to
    confirm first (``job.confirm`` then queues it again with another ``job.step``). It reports
    through `progress`, raises ``JobError("为什么")`` for what the person should read, and
    stores files with ``progress.save_result_file``. `resumable`: may be started anew after its
    worker died. `result_template` is included on the job's page with ``job``.
    `once`: the result is a secret; whoever asked for it may fetch it once within a day, and then
    it is destroyed.
    """

    def register(run: Runner) -> Runner:
        if name in _kinds:
            raise ValueError(f"job kind {name!r} is registered twice")
        _kinds[name] = Kind(name, label, run, resumable, result_template, once)
        return run

    return register


def once_kinds() -> list[str]:
    return [kind.name for kind in _kinds.values() if kind.once]


def get_kind(name: str) -> Kind | None:
    """None for a kind that has been removed since the job was made."""
    return _kinds.get(name)
