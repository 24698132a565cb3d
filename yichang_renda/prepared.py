"""Queries of a fixed shape, whose SQL the ORM writes once.

Django compiles a query anew each time it runs. For the two pages that voters fetch most that was
more than half of the work (`make bench`), so their queries are compiled at first use and only the
arguments change. Nothing is cached but the SQL: every call reads the database.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler


class Part:
    """Some columns of a model that is reached by ``path``; the other columns stay deferred.

    A path ends with two underscores; "" is the model of the query itself.
    """

    def __init__(self, path: str, model: type[Model], *names: str) -> None:
        wanted = {model._meta.pk.attname, *names}
        self.model = model
        # In the order of the model's own columns, as ``from_db`` reads them.
        self.names = [f.attname for f in model._meta.concrete_fields if f.attname in wanted]
        self.columns = [path + name for name in self.names]
        assert len(self.names) == len(wanted), wanted.difference(self.names)

    def object(self, values: list[Any]) -> Any:
        """None where an outer join found no row."""
        key = values[self.names.index(self.model._meta.pk.attname)]
        return None if key is None else self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)


class Prepared:
    """Call it with one value per mark; each row comes as the objects of the parts, then extras.

    ``rows`` gives the query with ``marks`` in the place of the values to come. The values must
    be of the marks' types, as the database takes them: they pass no field on their way.
    """

    def __init__(
        self,
        rows: Callable[[], QuerySet[Any]],
        marks: Sequence[Hashable],
        parts: Sequence[Part],
        extras: Sequence[str] = (),
    ) -> None:
        self.rows, self.marks, self.parts, self.extras = rows, marks, parts, extras
        self._compiled: dict[str, tuple[SQLCompiler, str, tuple[Any, ...]]] = {}

    def __call__(self, *values: Any) -> list[list[Any]]:
        connection = connections[DEFAULT_DB_ALIAS]
        compiler, sql, params = self._compiled.get(connection.vendor) or self._compile()
        with connection.cursor() as cursor:
            cursor.execute(sql, self._bound(params, values))
            found = cursor.fetchall()
        return [self._objects(row) for row in compiler.results_iter([found])]

    def _bound(self, params: Sequence[Any], values: Sequence[Any]) -> list[Any]:
        given = dict(zip(self.marks, values, strict=True))
        return [given.get(param, param) for param in params]

    def _compile(self) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
        columns = [column for part in self.parts for column in part.columns]
        query = self.rows().values_list(*columns, *self.extras).query
        compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        compiled = (compiler, sql, params)
        self._compiled[connections[DEFAULT_DB_ALIAS].vendor] = compiled
        return compiled

    def _objects(self, row: Sequence[Any]) -> list[Any]:
        objects: list[Any] = []
        start = 0
        for part in self.parts:
            end = start + len(part.names)
            objects.append(part.object(list(row[start:end])))
            start = end
        return [*objects, *row[start:]]
