"""A list's page, and a way to put one row more on it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from tests.factories.casework import Cast


@dataclass(frozen=True)
class Sample:
    """``add`` puts row number ``n`` (0, 1, 2) where ``user`` sees it, on the page of ``owner``."""

    url_name: str
    add: Callable[[Cast, int], Any]
    user: str = "shiji"
    owner: Callable[[Cast], Any] | None = None
    query: str = ""
    others: int = 0  # rows that stand there anyway
    is_in_query: bool = False  # its page names the owner after a question mark

    def owner_pk(self, cast: Cast) -> str:
        return str(self.owner(cast).pk) if self.owner else ""

    def url(self, cast: Cast) -> str:
        if self.is_in_query:
            return f"{reverse(self.url_name)}?station={self.owner_pk(cast)}"
        return reverse(self.url_name, args=[self.owner_pk(cast)] if self.owner else []) + self.query
