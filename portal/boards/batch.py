"""Printing many boards or name cards: a ZIP by county and township, every code read back first.

A notice board is one PDF per station: it is ordered, hung up and replaced by itself, and the
print shop and whoever carries it read from the file's name where it belongs. Name cards are cut
and handed out together: one PDF per township, ten to a sheet. A list of all files comes along.

A township is a part of the job: it is kept when it is finished, and a job whose worker died goes
on after it. Memory holds one township's people and one PDF.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEntry
from accounts.permissions import can_manage
from areas.models import Area
from jobs.models import Job
from jobs.paper.font import missing_letters
from jobs.paper.printer import printing_problem
from jobs.paper.proof import ProofError, prove
from jobs.progress import JobError, Progress
from jobs.registry import job_kind
from jobs.writing import write_csv
from portal.boards.content import BoardContent, gather, of_stations
from portal.boards.owners import Owner, for_cards, owners_on
from portal.boards.printing import board_printer
from portal.boards.prints import (
    Print,
    Printed,
    mark_codes_printed,
    mark_printed,
    print_of,
    record,
    refresh,
)
from portal.boards.render import board_html, cards_html
from stations.models import Board, Station

PRINT, CHECK = "boards", "boards-check"
BOARDS, CARDS = "boards", "cards"
NOT_ALLOWED = "您现在没有印制这里的公示栏的权限了。请找账号管理员。"
LIST_NAME = "清单.csv"
LIST_HEAD = ("县市区", "乡镇街道", "编号", "名称", "人数", "二维码", "页数", "文件")
CARDS_AT_ONCE = 200
LONGEST_NAME = 60
NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))


@dataclass(frozen=True)
class Group:
    """The stations of a township, or those that stand under a county or the city itself."""

    path: str
    county: str
    township: str
    stations: list[int]

    @property
    def folder(self) -> str:
        return f"{safe_name(self.county)}/{safe_name(self.township)}"


@dataclass
class Manifest:
    """What one part holds, as JSON beside its file."""

    seen: int = 0
    boards: list[dict[str, Any]] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@job_kind(PRINT, "印制", resumable=True, result_template="boards/includes/_printed.html")
def run(job: Job, progress: Progress) -> None:
    """Safe to resume: finished townships are kept, and the outcome is written with the job."""
    if problem := printing_problem():
        raise JobError(problem)
    area = managed_area(job)
    groups = groups_of(area)
    work = Work(job, progress)
    progress.start(sum(len(group.stations) for group in groups), "正在排版")
    kept = progress.parts()
    for group in groups:
        if part := kept.get(group.path):
            progress.advance(part.result["seen"])
            work.seen_codes.update(part.result["codes"])
        else:
            work.make(group)
    release(job, progress, groups)


@job_kind(CHECK, "核对公示栏", resumable=True, result_template="boards/includes/_checked.html")
def check(job: Job, progress: Progress) -> None:
    """Work out what the boards of an area say now; nobody has to wait for the hourly look."""
    stations = of_stations().filter(managed_area(job).subtree_q("area__")).order_by("pk")
    progress.start(stations.count(), "正在核对")
    for seen in refresh(stations.iterator(chunk_size=200)):
        progress.advance(seen)
    progress.finish({"seen": progress.done})


def managed_area(job: Job) -> Area:
    if job.area is None or not can_manage(job.created_by, job.area):
        raise JobError(NOT_ALLOWED)
    return job.area


def groups_of(area: Area) -> list[Group]:
    """Every open station of the area once, in the order of the tree; two queries."""
    rows = of_stations().filter(area.subtree_q("area__")).order_by("area__path", "pk")
    pairs = list(rows.values_list("area__path", "pk"))
    at = Area.steplen
    names = dict(
        Area.objects.filter(
            path__in={path[: at * depth] for path, _ in pairs for depth in (2, 3)}
        ).values_list("path", "short_name")
    )
    groups: dict[str, Group] = {}
    for path, pk in pairs:
        key = path[: at * 3]
        county = names.get(path[: at * 2], "市本级") if len(path) > at else "市本级"
        township = names[key] if len(path) > at * 2 else "直属"
        groups.setdefault(key, Group(key, county, township, [])).stations.append(pk)
    return list(groups.values())


class Work:
    """Makes the parts of one job."""

    def __init__(self, job: Job, progress: Progress) -> None:
        self.progress = progress
        self.paper = job.params["paper"]
        self.only_changed = bool(job.params["changed"])
        self.makes_cards = job.params["what"] == CARDS
        self.day = date.fromisoformat(job.params["day"])
        self.seen_codes: set[int] = set()

    def make(self, group: Group) -> None:
        # A new one per township: what fonts and pictures take is given back.
        self.printer = board_printer(self.paper)
        manifest = Manifest(seen=len(group.stations))
        with tempfile.TemporaryFile() as target:
            with zipfile.ZipFile(target, "w") as archive:
                add = self._add_cards if self.makes_cards else self._add_boards
                add(group, archive, manifest)
            target.seek(0)
            self.progress.keep_part(group.path, File(target), asdict(manifest))
        self.seen_codes.update(manifest.codes)

    def _add_boards(self, group: Group, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        contents = self._read(group)
        rows = record(contents, timezone.now())
        for content in contents:
            self.progress.advance(0, f"正在排版：{content.name}")
            if not (self.only_changed and is_current(rows[content.pk])):
                self._add_board(group, content, archive, manifest)
            self.progress.advance()

    def _add_board(
        self, group: Group, content: BoardContent, archive: zipfile.ZipFile, manifest: Manifest
    ) -> None:
        pdf = self.printer.pdf(board_html(content, self.paper, self.day))
        urls = [code.url for code in content.codes]
        pages = proved(pdf, urls, content.name)
        name = f"{content.number}-{content.name}"
        path = f"{group.folder}/{safe_name(name)}-公示栏-{self.paper}.pdf"
        archive.writestr(path, pdf)
        shown = print_of(content)
        manifest.boards.append(
            {
                "station": content.pk,
                "whole": shown.whole,
                "parts": shown.parts,
                "codes": [code.pk for code in content.codes],
            }
        )
        manifest.rows.append(
            [
                group.county,
                group.township,
                content.number,
                content.name,
                len(content.people),
                len(urls),
                pages,
                path,
            ]
        )
        if letters := missing_letters(content.words):
            manifest.missing.append(f"{content.name}：{letters}")

    def _add_cards(self, group: Group, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        contents = self._read(group)
        owners = for_cards([owner for board in contents for owner in owners_on(board)])
        owners = [owner for owner in owners if owner.code.pk not in self.seen_codes]
        for number, some in enumerate(_slices(owners), start=1):
            self.progress.advance(0, f"正在排版：{group.township}")
            self._add_sheets(group, number, some, archive, manifest)
        self.progress.advance(len(group.stations))

    def _add_sheets(
        self,
        group: Group,
        number: int,
        owners: Sequence[Owner],
        archive: zipfile.ZipFile,
        manifest: Manifest,
    ) -> None:
        what = f"{group.county}{group.township}名片 {number}"
        pdf = self.printer.pdf(cards_html(owners, what))
        pages = proved(pdf, [owner.code.url for owner in owners], what)
        path = f"{group.folder}/{safe_name(group.township)}-名片-{number}.pdf"
        archive.writestr(path, pdf)
        manifest.codes += [owner.code.pk for owner in owners]
        manifest.rows.append(
            [
                group.county,
                group.township,
                "",
                f"名片 {number}",
                len(owners),
                len(owners),
                pages,
                path,
            ]
        )
        if letters := missing_letters("".join(o.name + o.role + o.station for o in owners)):
            manifest.missing.append(f"{what}：{letters}")

    def _read(self, group: Group) -> list[BoardContent]:
        stations = Station.objects.filter(pk__in=group.stations).select_related("area")
        return gather(list(stations.order_by("area__path", "pk")))


def is_current(board: Board) -> bool:
    return board.printed == board.current


def proved(pdf: bytes, urls: Sequence[str], what: str) -> int:
    try:
        return prove(pdf, urls, what)
    except ProofError as error:
        raise JobError(error.words) from error


# the outcome --------------------------------------------------------------------------------------


def release(job: Job, progress: Progress, groups: Sequence[Group]) -> None:
    """Put the parts together; the file, what is recorded as printed and the job's end are one."""
    parts = progress.parts()
    ordered = [parts[group.path] for group in groups]
    manifests = [Manifest(**part.result) for part in ordered]
    rows = [row for manifest in manifests for row in manifest.rows]
    result = {
        "what": job.params["what"],
        "files": len(rows),
        "pages": sum(row[6] for row in rows),
        "codes": sum(row[5] for row in rows),
        "seen": sum(m.seen for m in manifests),
        "missing": [line for m in manifests for line in m.missing][:50],
    }
    if rows:
        progress.advance(0, "正在打包")
        with tempfile.TemporaryFile() as target:
            pack(target, (part.file.open("rb") for part in ordered), rows, progress)
            progress.save_result_file(File(target), file_name(job))
    now = timezone.now()
    with transaction.atomic():
        for manifest in manifests:
            mark_printed(_printed(manifest), paper=job.params["paper"], now=now)
            mark_codes_printed(manifest.codes, now)
        if rows:
            AuditEntry.record(
                actor=job.created_by,
                action=AuditEntry.Action.EXPORT,
                target=job.label,
                reason=f"{len(rows)} 个文件，{result['codes']} 个二维码",
                area=job.area,
            )
        progress.finish(result)


def _printed(manifest: Manifest) -> list[Printed]:
    return [
        Printed(board["station"], Print(board["whole"], board["parts"]), board["codes"])
        for board in manifest.boards
    ]


def pack(
    target: IO[bytes], parts: Iterator[IO[bytes]], rows: Sequence[Sequence[Any]], progress: Progress
) -> None:
    """One archive of all parts, copied piece by piece; PDFs are packed already."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as whole:
        whole.writestr(LIST_NAME, b"".join(write_csv(rows, LIST_HEAD)))
        for part in parts:
            with part, zipfile.ZipFile(part) as archive:
                for entry in archive.infolist():
                    with archive.open(entry) as source, whole.open(entry.filename, "w") as copy:
                        shutil.copyfileobj(source, copy)
            progress.advance(0)
    target.seek(0)


def file_name(job: Job) -> str:
    demo = "演示数据-" if settings.DEMO else ""
    return f"{demo}{safe_name(job.label)}-{job.params['day']}.zip"


def safe_name(text: str) -> str:
    """A name for a file or folder on any system, read as it is written: nothing turns it round."""
    written = "".join(letter for letter in text.translate(NOT_IN_NAMES) if letter.isprintable())
    return written.strip(" .")[:LONGEST_NAME].rstrip(" .") or "_"


def _slices(owners: list[Owner]) -> Iterator[list[Owner]]:
    for start in range(0, len(owners), CARDS_AT_ONCE):
        yield owners[start : start + CARDS_AT_ONCE]
