"""Rows put through an import without its pages."""

import pytest

from jobs.imports import ImportRefusedError, run_import


def put(cls, rows, area):
    """Import rows within the scope of an area; the counts."""
    return run_import(cls, rows, actor=None, scope=[area])


def refusals(cls, rows, area):
    """{row number: reasons} of a table that is refused; nothing may have been written."""
    with pytest.raises(ImportRefusedError) as refused:
        put(cls, rows, area)
    return {row.number: row.reasons for row in refused.value.plan.wrong}
