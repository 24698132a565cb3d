"""A list as a workbook: a short one at once, a long one in the background."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

from django.core.files.base import File
from django.db import transaction
from django.http import FileResponse, Http404, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.audit import home_area
from accounts.http import SignedInRequest
from accounts.models import AuditEntry, User
from jobs.models import Job, start_job
from jobs.progress import JobError, Progress
from jobs.registry import job_kind
from jobs.writing import write_workbook
from office.lists.columns import Column, as_words
from office.lists.listing import Listing
from office.lists.register import all_lists
from yichang_renda.asking import pk_of

SHORT = 1000  # rows that are written while a person waits
MOST = 1_000_000  # what a sheet can hold, with room for the lines around the rows
EXPORT = "list_export"
NOT_YOURS = "您现在看不到这份清单了，没有导出。"


@never_cache
@require_POST
def export_list(request: SignedInRequest, key: str) -> HttpResponseBase:
    """The list as filtered and sorted on its page, or what was ticked there, for its readers."""
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    query.setlistdefault("pick", request.POST.getlist("pick"))
    asked = {"key": key, "query": query.urlencode(), "owner": request.POST.get("owner", "")}
    listing = find_list(request.user, **asked)
    if listing is None:
        raise Http404
    if _is_long(listing):
        with transaction.atomic():
            _note(request, listing)
            label = f"导出{listing.title}"
            asked["query"] = listing.settled.urlencode()
            job = start_job(kind=EXPORT, label=label, created_by=request.user, params=asked)
        return redirect(job)
    file = io.BytesIO()
    _write(listing, _rows(listing), file)
    _note(request, listing)
    return FileResponse(file, as_attachment=True, filename=_file_name(listing))


def _note(request: SignedInRequest, listing: Listing) -> None:
    AuditEntry.record(
        actor=request.user,
        action=AuditEntry.Action.EXPORT,
        target=listing.title,
        reason=listing.words,
        area=home_area(request.user),
        request=request,
    )


@job_kind(EXPORT, "导出清单", resumable=True)
def run(job: Job, progress: Progress) -> None:
    try:
        listing = find_list(job.created_by, **job.params)
    except Http404:  # the area that was asked for, say, is no longer theirs
        listing = None
    if listing is None:
        raise JobError(NOT_YOURS)
    count = listing.totals["count"]
    rows = progress.each(_rows(listing), count if isinstance(count, int) else 0, "正在整理")
    with tempfile.TemporaryFile() as file:
        _write(listing, rows, file)
        progress.save_result_file(File(file), _file_name(listing))


def find_list(user: User, key: str, query: str, owner: str) -> Listing | None:
    """The list of a page as its user sees it; None if there is none, or it is not for the user."""
    kind = all_lists().get(key)
    if kind is None or not kind.allowed(user):
        return None
    things = kind.owners(user)
    thing = None if things is None else things.filter(pk=pk_of(owner)).first()
    if things is not None and thing is None:
        return None
    listing = kind(user, QueryDict(query), thing)
    return None if listing.is_another else listing


def _is_long(listing: Listing) -> bool:
    """A search through a large table is never waited for."""
    if listing.is_large and listing.filter.is_search:
        return True
    return listing.narrowed.order_by()[: SHORT + 1].count() > SHORT


def _columns(listing: Listing) -> list[Column]:
    return [column for column in listing.columns if column.is_exported]


def _rows(listing: Listing) -> Iterator[list[Any]]:
    columns = _columns(listing)
    for chunk in listing.chunks(MOST, in_full=True):
        for row in chunk:
            yield [_cell(column.read(row)) for column in columns]


def _cell(value: Any) -> Any:
    """Names one after the other; numbers and dates as they are."""
    return as_words(value) if isinstance(value, list | tuple) else value


def _write(listing: Listing, rows: Iterable[Sequence[Any]], file: IO[bytes]) -> None:
    columns = _columns(listing)
    write_workbook(
        rows,
        [column.label for column in columns],
        file,
        title=listing.title,
        widths=[column.width for column in columns],
        lead=f"{listing.title}，{listing.as_of}",
    )
    file.seek(0)


def _file_name(listing: Listing) -> str:
    return f"{listing.title} {timezone.localdate()}.xlsx"
