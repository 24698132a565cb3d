"""Our own pages as Django makes them: every query compiled when it runs, every template rendered."""

from __future__ import annotations

from typing import Any

from yichang_renda.wsgi import application

# Models are there only after the application.
# isort: split
from messages.voter import page
from yichang_renda.prepared import Prepared

__all__ = ["application"]
_call = Prepared.__call__


def _compile_and_call(prepared: Prepared, *values: Any) -> list[list[Any]]:
    prepared._compiled.clear()
    return _call(prepared, *values)


Prepared.__call__ = _compile_and_call  # type: ignore[method-assign]
page._shape = page._shape.__wrapped__
