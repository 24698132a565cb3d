"""Changing many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)
BATCH = 500


def update_rows(
    queryset: "models.QuerySet[Row]",
    changes: Mapping[Any, Mapping[str, Any]],
    fields: Sequence[str],
) -> int:
    """Set attributes on the rows with these ids ({pk: {field: value}}) and write `fields`.

    Two statements per 500 rows, in the caller's transaction: `bulk_update` compares every row
    with every id and takes ten times as long. Returns how many rows there were.
    """
    written = 0
    for batch in _batches(changes, BATCH):
        rows = list(queryset.filter(pk__in=batch))
        for row in rows:
            for name, value in changes[row.pk].items():
                setattr(row, name, value)
        queryset.model._default_manager.bulk_create(
            rows, update_conflicts=True, unique_fields=["pk"], update_fields=list(fields)
        )
        written += len(rows)
    return written


def _batches(ids: Iterable[Any], size: int) -> Iterable[list[Any]]:
    remaining = iter(ids)
    while batch := list(islice(remaining, size)):
        yield batch
