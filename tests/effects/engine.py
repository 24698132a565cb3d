"""What an act does, compared whole: every row of every table, before the act and after it.

An ``Effect`` names what is different afterwards. A difference that it does not name fails, and so
does a named one that is missing. Rows and people go by their names in the neighbourhood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model
from django.urls import reverse

from accounts.models import User
from casework import timeline
from messages.models import Message
from notifications.models import Delivery, Notice, Robot
from tests.factories.moments import NOW

# Drawn at random, or digests of what was: nobody can write them down beforehand.
SECRET = {
    "secret",
    "token_digest",
    "code_digest",
    "submission_digest",
    "phone_index",
    "raw",
    "Count.file",
}

DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
KEY = re.compile(r"\d+")
NUMBERED = re.compile(r"\d{4}-(?P<key>\d{6})：(?P<rest>.*)")

Row = dict[str, Any]
Rows = dict[type[Model], dict[Any, Row]]


class Event(NamedTuple):
    """A line of a timeline: who is "account: label", or a label alone."""

    kind: str
    by: str
    text: str = ""
    audience: str = "everyone"
    of: str = "it"


@dataclass(frozen=True)
class Effect:
    """What is different after an act on ``it``.

    ``changed``: by row, columns as they are now. ``new``: by table, the columns that say
    something. ``notices``: who reads which sentence. ``texts``: to the voters of which matters
    which text message goes. ``robots``: which offices' group chats hear which sentence.
    """

    changed: dict[str, Row] = field(default_factory=dict)
    new: dict[str, list[Row]] = field(default_factory=dict)
    gone: dict[str, set[str]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    notices: dict[str, set[str]] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    robots: dict[str, set[str]] = field(default_factory=dict)

    def beside(self, before: Mapping[str, Row]) -> Effect:
        """Without columns that stood like that already: what is said of them holds as well."""
        changed = {
            name: {
                column: value
                for column, value in columns.items()
                if name not in before or before[name][column] != value
            }
            for name, columns in self.changed.items()
        }
        return replace(self, changed={name: row for name, row in changed.items() if row})


class Reader:
    """Puts rows into words: relations by the names of what they lead to, moments as "now"."""

    def __init__(self, names: Mapping[Model, str]) -> None:
        self.names = {(type(row), row.pk): name for row, name in names.items()}
        self.matters = {row: name for row, name in names.items() if isinstance(row, Message)}
        self.numbers = {matter.number: name for matter, name in self.matters.items()}

    def name(self, model: type[Model], key: Any) -> str:
        return self.names.get((model, key), f"{model.__name__} {key}")

    def name_new(self, model: type[Model], keys: Iterable[Any]) -> None:
        """What was not there before: "new 1", "new 2" of its table."""
        for number, key in enumerate(sorted(keys), start=1):
            self.names[model, key] = f"new {number}"

    def named(self, rows: Rows) -> dict[str, Row]:
        """The rows that have a name, by it."""
        return {
            name: self.row(model, rows[model][key])
            for (model, key), name in self.names.items()
            if key in rows.get(model, ())
        }

    def row(self, model: type[Model], row: Row) -> Row:
        return {
            column.name: self._value(column, row[column.attname])
            for column in model._meta.concrete_fields
            if not SECRET & {column.name, f"{model.__name__}.{column.name}"}
        }

    def _value(self, column: Any, value: Any) -> Any:
        if value is None:
            return None
        if column.is_relation:
            return self.name(column.related_model, value)
        if isinstance(value, datetime):
            return "now" if value == NOW else value
        if isinstance(value, date):
            return f"{value:%m-%d}"
        if isinstance(value, str):
            return DIGEST.sub("digest", self.numbers.get(value, value))
        return value

    def new_row(self, model: type[Model], row: Row) -> Row:
        """Without its key and whatever says nothing: empty, none, or as it is by default."""
        silent = {
            column.name: None if callable(column.default) else column.get_default()
            for column in model._meta.concrete_fields
        }
        return {
            name: value
            for name, value in self.row(model, row).items()
            if name != model._meta.pk.name and value not in ("", None, False, 0, silent[name])
        }

    def event(self, model: type[Model], row: Row) -> Event:
        words = self.row(model, row)
        assert words["at"] == "now", words
        by = f"{words['actor']}: {words['actor_label']}" if words["actor"] else words["actor_label"]
        parent = next(
            c.name for c in model._meta.concrete_fields if c.is_relation and c.name != "actor"
        )
        audience = words.get("audience", "everyone")
        return Event(words["kind"], by, words["text"], audience, words[parent])

    def sentence(self, text: str, url: str) -> str:
        """Without the number of ``it`` and the page of the matter it names: what else it says."""
        if numbered := NUMBERED.match(text):
            key, rest = int(numbered["key"]), numbered["rest"]
            name = self.name(Message, key)
            text = rest if name == "it" else f"{name}：{rest}"
            if url == reverse("desk:message", args=[key]):
                return text
        return f"{text} → {KEY.sub('#', url)}" if url else text

    def text_message(self, payload: Row, phone: str) -> str:
        """The matter whose voter gets it: by number, by link and by phone."""
        params = dict(payload["params"])
        for matter, name in self.matters.items():
            whole = {"number": matter.number, "token": matter.tracking.token}
            if matter.phone == phone and whole == params:
                return name
        return f"{phone} {sorted(params)}"


def read_rows(models: Iterable[type[Model]] = ()) -> Rows:
    """Every row of these tables, by its key; of all tables if none is named."""
    return {
        model: _rows_of(model) for model in models or apps.get_models(include_auto_created=True)
    }


class Written:
    """Notes what is written to, so that only these tables have to be read again."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            self.statements.append(sql)
        return execute(sql, params, many, context)

    def models(self) -> list[type[Model]]:
        written = " ".join(self.statements)
        tables = apps.get_models(include_auto_created=True)
        return [model for model in tables if f'"{model._meta.db_table}"' in written]


def _rows_of(model: type[Model]) -> dict[Any, Row]:
    names = [column.attname for column in model._meta.concrete_fields]
    key = names.index(model._meta.pk.attname)
    return {
        values[key]: dict(zip(names, values, strict=True))
        for values in model._base_manager.values_list(*names)
    }


def difference(before: Rows, after: Rows, reader: Reader) -> Effect:
    found = Effect()
    for model, rows in after.items():
        reader.name_new(model, rows.keys() - before[model].keys())
    for model, rows in after.items():
        old = before[model]
        new = [rows[key] for key in sorted(rows.keys() - old.keys())]
        for key in rows.keys() & old.keys():
            if rows[key] != old[key]:
                found.changed[reader.name(model, key)] = _changes(
                    model, old[key], rows[key], reader
                )
        if gone := old.keys() - rows.keys():
            found.gone[model.__name__] = {reader.name(model, key) for key in gone}
        if new:
            _put(found, model, new, reader)
    return found


def _changes(model: type[Model], old: Row, new: Row, reader: Reader) -> Row:
    was, now = reader.row(model, old), reader.row(model, new)
    return {name: value for name, value in now.items() if was[name] != value}


def _put(found: Effect, model: type[Model], new: list[Row], reader: Reader) -> None:
    if model is Notice:
        for row in new:
            _tell(
                found.notices,
                reader.sentence(row["text"], row["url"]),
                reader.name(User, row["user_id"]),
            )
    elif model is Delivery:
        for row in new:
            payload = json.loads(row["payload"])
            if row["robot_id"]:
                sentence = reader.sentence(payload["text"], payload["url"])
                _tell(found.robots, sentence, reader.name(Robot, row["robot_id"]))
            else:
                _tell(
                    found.texts, payload["template"], reader.text_message(payload, row["recipient"])
                )
    elif issubclass(model, timeline.Event):
        found.events.extend(reader.event(model, row) for row in new)
    else:
        found.new[model.__name__] = [reader.new_row(model, row) for row in new]


def _tell(told: dict[str, set[str]], what: str, whom: str) -> None:
    listeners = told.setdefault(what, set())
    assert whom not in listeners, f"{whom} hears it twice: {what}"
    listeners.add(whom)
