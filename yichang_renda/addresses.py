"""Whose page is built by an app above its model: addresses by model, read by Django.

See ABSOLUTE_URL_OVERRIDES in its documentation: ``thing.get_absolute_url`` in a template.
A list of an app's own rows keeps the app's addresses when the engine of lists stands above it.
"""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.urls import URLPattern, path, reverse
from django.utils.module_loading import import_string


def page(name: str) -> Callable[[Any], str]:
    return lambda thing: reverse(name, args=[thing.pk])


ADDRESSES = {
    "representatives.termchange": page("office:rollover"),
    "representatives.messagecode": page("office:code_sheet"),
}


def lists_of(namespace: str) -> list[URLPattern]:
    """Addresses that apps above put into the URLconf of one below, by their ``AppConfig``."""
    found = [getattr(config, "lists_of", {}).get(namespace) for config in apps.get_app_configs()]
    return [path(at, import_string(view), name=name) for at, view, name in filter(None, found)]
