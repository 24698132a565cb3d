"""Small tables that every request reads: kept in the cache, and for a moment in the process."""

import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache import cache, caches
from django.db import transaction

OVERRIDES_KEY = "areas:day_overrides"
INSTALLATION_KEY = "areas:installation"
_SECONDS = 60
_HELD_SECONDS = 5.0

T = TypeVar("T")
_held: dict[str, tuple[float, Any]] = {}


def cached_value(key: str, read: Callable[[], T]) -> T:
    """What ``read`` gave at most a minute ago."""
    value = cache.get(key)
    if value is None:
        value = read()
        cache.set(key, value, _SECONDS)
    return value


def held_value(key: str, read: Callable[[], T]) -> T:
    """The same without asking the cache each time: asking Redis costs as much as a query.

    Another process may still see what was forgotten here for five seconds. Only for keys
    that are few and known (at most one for each county and township), because nothing is thrown
    out; and the value is shared between threads: don't change it.
    """
    now = time.monotonic()
    held = _held.get(key)
    if held and held[0] > now:
        value: T = held[1]
        return value
    value = cached_value(key, read)
    _held[key] = (now + _HELD_SECONDS, value)
    return value


def forget(key: str) -> None:
    """Drop the value now and again on commit.

    Now, so that the writer sees its own change; on commit, because another process may have
    read the old rows again in between.
    """
    _drop(key)
    transaction.on_commit(lambda: _drop(key))


def forget_everything() -> None:
    _held.clear()
    for each in caches.all(initialized_only=True):
        each.clear()


def _drop(key: str) -> None:
    cache.delete(key)
    _held.pop(key, None)
