"""Writing who belongs to many groups or branches at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jobs.bulk import update_rows
from representatives.models import BranchMembership, GroupMembership

Membership = type[GroupMembership] | type[BranchMembership]
Current = dict[int, dict[int, Any]]  # owner → person → membership


@dataclass
class Change:
    """What happens to the members of one group or branch."""

    add: set[int] = field(default_factory=set)
    leave: set[int] = field(default_factory=set)
    head: int | None = None  #: the leader or secretary from now on; joins when not in yet
    keeps_head: bool = True  #: when ``head`` is None
    since: date | None = None  #: when those who join did


@dataclass(frozen=True)
class Rolls:
    """The members of all groups, or of all branches."""

    model: Membership
    owner: str  # the column: group_id or branch_id
    head: str  # the role that only one has

    def current(self) -> Current:
        """{group or branch: {person: membership}}, one query."""
        found: Current = defaultdict(dict)
        for row in self.model._default_manager.filter(left_on=None):
            found[getattr(row, self.owner)][row.representative_id] = row
        return found

    def write(self, changes: Mapping[int, Change], today: date) -> None:
        """Leaving first, then the old head steps down: there is never a second one."""
        current = self.current()
        left: dict[int, dict[str, Any]] = {}
        down: dict[int, dict[str, Any]] = {}
        up: dict[int, dict[str, Any]] = {}
        new = []
        for owner, change in changes.items():
            here = current.get(owner, {})
            for person, row in here.items():
                if person in change.leave:
                    left[row.pk] = {"left_on": today}
                elif person == change.head:
                    up[row.pk] = {"role": self.head}
                elif row.role == self.head and (change.head or not change.keeps_head):
                    down[row.pk] = {"role": "member"}
            joining = change.add | ({change.head} if change.head else set())
            new += [
                self.model(
                    **{self.owner: owner},
                    representative_id=person,
                    joined_on=change.since,
                    role=self.head if person == change.head else "member",
                )
                for person in sorted(joining - here.keys())
            ]
        rows = self.model._default_manager.all()
        update_rows(rows, left, ("left_on",))
        update_rows(rows, down, ("role",))
        update_rows(rows, up, ("role",))
        self.model._default_manager.bulk_create(new, batch_size=1000)  # type: ignore[arg-type]


GROUPS = Rolls(GroupMembership, "group_id", GroupMembership.Role.LEADER)
BRANCHES = Rolls(BranchMembership, "branch_id", BranchMembership.Role.SECRETARY)
