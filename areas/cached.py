"""Small tables that every request reads, kept in the Django cache for at most a minute."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db import transaction

OVERRIDES_KEY = "areas:day_overrides"
INSTALLATION_KEY = "areas:installation"
_SECONDS = 60

T = TypeVar("T")


def cached_value(key: str, read: Callable[[], T]) -> T:
    value = cache.get(key)
    if value is None:
        value = read()
        cache.set(key, value, _SECONDS)
    return value


def forget(key: str) -> None:
    """Drop the value now and again on commit.

    Now, so that the writer sees its own change; on commit, because another process may have
    read the old rows again in between.
    """
    cache.delete(key)
    transaction.on_commit(lambda: cache.delete(key))
