"""What a congress office looks after: the rows of its area and of every area below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models

from accounts.permissions import office_scope_q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

Row = TypeVar("Row", bound=models.Model, covariant=True)


class LookedAfterQuerySet(models.QuerySet[Row]):
    """For rows that others may know of as well: a station is public, an elector sees his ballot.

    ``visible_to``, where a model has it, is the whole answer to who may see a row, in any role;
    ``looked_after_by`` is the part of the offices, and no answer about anybody else.
    """

    #: From the row to its area.
    path_to_area = "area__"

    def looked_after_by(self, user: User | AnonymousUser) -> Self:
        """Within the offices in which ``user`` works; none for whoever has no office."""
        return self.filter(office_scope_q(user, self.path_to_area))
