"""Mistakes of configuration that must not reach production."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader

EXAMPLE_PREFIX = "example-"
OWN_APPS_IN = str(settings.BASE_DIR)
OLD_DATABASE = (
    "这个数据库是正式发布以前的旧版本建的，不能升级：请把 var 目录（或 DATABASE_URL 指的数据库）"
    "移走，再运行一次，会重新建好。"
)


@register
def one_process_without_redis(app_configs: Any, **kwargs: Any) -> list[Error]:
    """Without Redis, cache and rate limits live in process memory: two would not agree."""
    if settings.REDIS_URL or settings.WEB_CONCURRENCY <= 1:
        return []
    return [
        Error(
            f"WEB_CONCURRENCY={settings.WEB_CONCURRENCY} web processes need REDIS_URL.",
            hint="Set REDIS_URL, or WEB_CONCURRENCY=1.",
            id="renda.E001",
        )
    ]


@register
def keys_are_own(app_configs: Any, **kwargs: Any) -> list[Error]:
    """The example's keys are public, and one key for two purposes is one leak for both."""
    keys = {
        "SECRET_KEY": settings.SECRET_KEY,
        "PHONE_KEY": settings.PHONE_KEY,
        "PHONE_INDEX_KEY": settings.PHONE_INDEX_KEY,
    }
    errors = [
        Error(f"{name} is the example's.", hint="`make env` writes random keys.", id="renda.E002")
        for name, key in keys.items()
        if key.startswith(EXAMPLE_PREFIX) and not settings.DEBUG
    ]
    if len(set(keys.values())) < len(keys):
        errors.append(Error("Two of the keys are the same.", id="renda.E003"))
    return errors


@register
def no_debug_in_public(app_configs: Any, **kwargs: Any) -> list[Error]:
    if settings.DEBUG and settings.IS_HTTPS:
        return [Error("DEBUG=1 together with an https SITE_URL.", id="renda.E004")]
    return []


@register(Tags.database)
def not_a_database_of_before_the_release(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[Error]:
    """Every app's migrations were begun anew before the first release; nothing leads over."""
    own = {app.label for app in apps.get_app_configs() if app.path.startswith(OWN_APPS_IN)}
    for alias in databases or []:
        loader = MigrationLoader(connections[alias])
        unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
        if any(label in own for label, _ in unknown):
            return [Error(OLD_DATABASE, id="renda.E005")]
    return []
