"""A workflow is a table, a method, an event row and a constraint. Here is the one mover."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


class TransitionError(Exception):
    """The act is not possible (any more). ``str(error)`` is for the person who tried."""


class Workflow(models.Model):
    """A row with a ``state`` that only ``_move`` changes, along ``TRANSITIONS``.

    ``TRANSITIONS`` maps an action to (states it starts from, state it leads to); a target of
    None leaves the state alone.
    """

    TRANSITIONS: ClassVar[dict[str, tuple[frozenset[str], str | None]]]
    state: models.CharField[str, str]

    class Meta:
        abstract = True

    def can(self, action: str) -> bool:
        return self.state in self.TRANSITIONS[action][0]

    def _move(self, action: str, **changes: Any) -> None:
        """Update WHERE state = was; call inside ``atomic``. Raises TransitionError.

        The condition in the UPDATE decides who of two people acting at once was first: the
        other finds no row, on either database, without a lock held across the request.
        """
        sources, target = self.TRANSITIONS[action]
        was = self.state
        if was not in sources:
            raise TransitionError("这件事的状态已经变了，请看最新情况后再操作。")
        changes["state"] = target or was
        mine = {"pk": self.pk, "state": was}
        rows: models.QuerySet[Any] = type(self)._base_manager.filter(Q(**mine))
        if not self._unmoved(rows).update(**changes):
            raise TransitionError("刚刚有人办理了这件事，请看最新情况后再操作。")
        for name, value in changes.items():
            setattr(self, name, value)

    def _unmoved(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Narrow ``rows`` to the version this object was read from."""
        return rows
