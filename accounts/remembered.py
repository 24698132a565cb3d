"""What is read of a person once and then asked for all over a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

Row = TypeVar("Row")


def once_per_user(
    read: Callable[[User], list[Row]],
) -> Callable[[User | AnonymousUser], list[Row]]:
    """One reading per user object, that is per request; a visitor has nothing and costs none."""
    name = f"_{read.__name__}"

    @wraps(read)
    def remembered(user: User | AnonymousUser) -> list[Row]:
        if not user.is_authenticated:
            return []
        found: list[Row] | None = getattr(user, name, None)
        if found is None:
            found = read(user)
            setattr(user, name, found)
        return found

    return remembered
