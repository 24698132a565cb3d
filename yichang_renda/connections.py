"""How databases and brokers are talked to, embedded and distributed."""

from pathlib import Path
from typing import Any

# A transaction that reads first and writes later would otherwise fail at once, locked.
# FULL: what was confirmed to a voter survives a power cut.
_SQLITE = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-4000;"
    " PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=67108864;",
}
_POSTGRESQL = {"connect_timeout": 3}


def connection_options(database: dict[str, Any], *, keep: bool) -> dict[str, Any]:
    """What to add to a parsed DATABASE_URL; `keep` connections open between requests."""
    sqlite = database["ENGINE"].endswith("sqlite3")
    ours = _SQLITE if sqlite else _POSTGRESQL
    return {
        "CONN_MAX_AGE": 600 if keep else 0,
        "CONN_HEALTH_CHECKS": not sqlite,
        "OPTIONS": ours | database.get("OPTIONS", {}),
    }


def transport_options(redis_url: str, folders: list[Path]) -> dict[str, Any]:
    """For kombu: Redis, or messages as files in `folders` (queue, control).

    Waiting for Redis is short, because a voter waits with us; the sweepers repair.
    """
    if redis_url:
        return {
            "global_keyprefix": "renda:",
            "visibility_timeout": 600,
            "socket_connect_timeout": 1,
            "socket_timeout": 5,
            # Otherwise kombu tries for six seconds; once more is for a connection gone stale.
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0,
        }
    queue, control = map(str, folders)
    return {"data_folder_in": queue, "data_folder_out": queue, "control_folder": control}


def cache_options(redis_url: str, prefix: str) -> dict[str, Any]:
    """An entry of CACHES: in Redis, or in the memory of the one web process that there is then."""
    if redis_url:
        backend = "yichang_renda.cache.SteadyRedisCache"
        return {"BACKEND": backend, "LOCATION": redis_url, "KEY_PREFIX": prefix}
    backend = "django.core.cache.backends.locmem.LocMemCache"
    return {"BACKEND": backend, "LOCATION": prefix, "KEY_PREFIX": prefix}
