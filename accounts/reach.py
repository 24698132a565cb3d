"""What an account can do, and in which areas: a register of the rows from which it follows.

Whoever gives, resets, signs out or opens an account takes over all that it can do. So they need
authority over every area it reaches: that of each post, station and department, and that of the
congress of each seat. An app's module ``reach`` says which of its rows give what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from areas.models import Area

if TYPE_CHECKING:
    from accounts.models import User

#: Afresh at each call: some depend on the day.
Rows = Callable[[], "QuerySet[Any]"]


@dataclass(frozen=True)
class Reach:
    rows: Rows
    account: str
    area: str

    def within(self, scope: Q) -> QuerySet[Any]:
        return self.rows().filter(scope).order_by()

    def beyond(self, scope: Q) -> QuerySet[Any]:
        mine = {self.account: OuterRef("pk"), f"{self.area}__isnull": False}
        return self.rows().filter(**mine).exclude(scope)


_register: list[Reach] = []


def gives_reach(rows: Rows, *, account: str, area: str) -> None:
    """Each of these rows lets the account at the path ``account`` act in the area at ``area``."""
    _register.append(Reach(rows, account, area))


def areas_reached(account: User) -> list[Area]:
    """Every area in which the account can do something, in the order of the tree; one query."""
    reached = Q(pk__in=[])
    for reach in _register:
        rows = reach.rows().filter(**{reach.account: account.pk}).order_by()
        reached |= Q(pk__in=rows.values(reach.area))
    return list(Area.objects.filter(reached).order_by("path"))


def confined_q(scope: Callable[[str], Q]) -> Q:
    """Accounts that can do something, and nothing outside of ``scope(prefix of an area)``."""
    inside, outside = Q(pk__in=[]), Q(pk__in=[])
    for reach in _register:
        q = scope(f"{reach.area}__")
        inside |= Q(pk__in=reach.within(q).values(reach.account))
        outside |= Q(Exists(reach.beyond(q)))
    return inside & ~outside


def office_over(areas: Iterable[Area]) -> Area | None:
    """The lowest office with a manager that has authority over all of ``areas``.

    None where there is no such office: then it is up to whoever administers the system.
    """
    from accounts.models import Post  # accounts stand on this register

    wanted = list(areas)
    paths = {path for area in wanted for path in area.lineage_paths()}
    coded = {area.coded_under_id for area in wanted if area.coded_under_id}
    managed = Post.objects.active().filter(role=Post.Role.MANAGER).values("area")
    offices = Area.objects.filter(Q(path__in=paths) | Q(pk__in=coded), pk__in=managed)
    for office in offices.order_by("-depth", "path"):
        if all(office.contains(area) for area in wanted):
            return office
    return None
