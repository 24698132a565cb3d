"""An act on any row: for apps that have no neighbourhood of matters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Model
from django.test import Client

from accounts.models import User
from tests.effects.engine import Effect, Reader, Rows, Written, difference, read_rows
from tests.factories.accounts import signed_in


@dataclass(frozen=True)
class Here:
    """``it`` is read afresh, ``by`` is the account that acts, with ``client`` where pages do it."""

    it: Any
    by: User
    rows: dict[str, Any]
    client: Client


@dataclass(frozen=True)
class Act:
    """``on`` is the name of a row."""

    name: str
    on: str
    by: str
    do: Callable[[Here], object]
    does: Effect

    def __str__(self) -> str:
        return f"{self.name} on {self.on} by {self.by}"

    def carry_out(
        self, rows: dict[str, Any], before: Rows
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """(what happened, what is declared)"""
        it = rows[self.on]
        by = User.objects.get(username=self.by)
        reader = Reader(self.names(rows) | {it: "it"})
        here = Here(type(it).objects.get(pk=it.pk), by, rows, signed_in(by))
        written = Written()
        with connection.execute_wrapper(written):
            self.do(here)
        # That somebody was at work is no effect of the act.
        models = [model for model in written.models() if model is not Session]
        found = difference(before, read_rows(models), reader) if models else Effect()
        return vars(found), vars(self.does.beside(reader.named(before)))

    def names(self, rows: dict[str, Any]) -> dict[Model, str]:
        """Everybody by account, everything by its name."""
        people: dict[Model, str] = {user: user.username for user in User.objects.all()}
        return {row: name for name, row in rows.items()} | people
