"""An act that stands in a page's own view: carried out as the person does, by sending the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from tests.effects.rows import Here


def sent(
    name: str, data: dict[str, str] | None = None, *, of_it: bool = True
) -> Callable[..., None]:
    """``of_it``: the address names the row acted on. The page has to go on to another one."""

    def do(here: Here) -> None:
        address = reverse(name, args=[here.it.pk] if of_it else [])
        answer: Any = here.client.post(address, data or {})
        assert answer.status_code == 302, answer.content.decode()

    return do
