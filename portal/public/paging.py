"""Lists by key: the address of the next page keeps everything else that was asked for.

Not the lists of staff (`office/lists/`): these lead only on, in one order by a unique column,
two of them may stand on a page, and an address holds no more than where to go on
(「?after=420502003」). The engine's marks, a primary key with a value, would change addresses that
people have kept and passed on.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from yichang_renda.asking import number_of

PAGE = 30
KEY_MAX = 40


def take(
    request: HttpRequest, rows: QuerySet[Any], parameter: str, column: str, anchor: str
) -> tuple[list[Any], str]:
    """A page in the order of a unique ``column``, and the next one's address ("" at the end)."""
    after = request.GET.get(parameter, "").replace("\0", "")[:KEY_MAX]
    if after and (column != "pk" or number_of(after) is not None):
        rows = rows.filter(**{f"{column}__gt": after})
    found = list(rows.order_by(column)[: PAGE + 1])
    if len(found) <= PAGE:
        return found, ""
    return found[:PAGE], next_url(request, parameter, getattr(found[PAGE - 1], column), anchor)


def next_url(request: HttpRequest, parameter: str, value: object, anchor: str) -> str:
    address = request.GET.copy()
    address[parameter] = str(value)
    return f"?{address.urlencode()}#{anchor}"
