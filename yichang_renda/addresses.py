"""Whose page is built by an app above its model: addresses by model, read by Django.

See ABSOLUTE_URL_OVERRIDES in its documentation: ``thing.get_absolute_url`` in a template.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse


def page(name: str) -> Callable[[Any], str]:
    return lambda thing: reverse(name, args=[thing.pk])


ADDRESSES = {
    "representatives.termchange": page("office:rollover"),
    "representatives.messagecode": page("office:code_sheet"),
}
