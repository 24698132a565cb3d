"""Importing tables: download the template, upload, look at the preview, confirm.

An app that has something to import puts a `TableImport` into its `imports.py`:

    @register
    class DayImport(TableImport):
        slug, label, model = "days", "工作日调整", DayOverride
        columns = (
            Column("日期", cells.date(), required=True, field="day"),
            Column("原因", cells.text(60), required=True, field="reason"),
        )
        key_fields = ("day",)

        def load_existing(self, scope): ...  # {key: {"pk": …, field: value, …}}
        def apply(self, plan): ...           # bulk_create, bulk_update; inside a transaction

Reading, cleaning and comparing happen outside of any transaction. Writing is all or nothing
in one short transaction, and only if the plan is still the one that was shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from accounts.permissions import is_manager, managed_areas
from accounts.reach import confined_q
from areas.models import Area
from jobs.cells import as_text
from jobs.columns import Column
from jobs.plans import (
    Existing,
    Key,
    Plan,
    PlannedRow,
    Values,
    WrongRow,
    existing_fingerprint,
)
from jobs.tables import Row, Table, read_table

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from jobs.progress import Progress

__all__ = ["Column", "Plan", "PlannedRow", "TableImport", "WrongRow", "register", "run_import"]

#: How often a plan is worked out anew because the data changed while it was made.
TRIES = 3
CONFLICT = "资料刚刚被别人改动了，这次没有写入。请重新上传核对。"


class StalePlanError(Exception):
    """The stored data is no longer what the plan was worked out from."""


class ImportRefusedError(Exception):
    """The table has wrong rows, so nothing was written; `plan.wrong` has the reasons."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        first = "；".join(plan.wrong[0].reasons) if plan.wrong else CONFLICT
        super().__init__(f"{len(plan.wrong)} wrong rows, the first: {first}")


class TableImport:
    """One importable kind of table. An instance serves one run, for one person and scope."""

    do_not_call_in_templates: ClassVar[bool] = True

    slug: ClassVar[str]
    label: ClassVar[str]
    #: One or two sentences on the upload page.
    intro: ClassVar[str] = ""
    columns: ClassVar[tuple[Column, ...]]
    #: The fields that tell which stored row a row of the file means.
    key_fields: ClassVar[tuple[str, ...]]
    #: Fields of a cleaned row that are not compared with the stored ones.
    ignored_fields: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *, actor: User | None, scope: Sequence[Area]) -> None:
        self.actor = actor
        self.scope = list(scope)
        #: Keys of columns that the file does not have; the stored values stay.
        self.absent: frozenset[str] = frozenset()

    # What a subclass says ---------------------------------------------------------------------

    def load_existing(self, scope: list[Area]) -> Existing:
        """The stored rows as {key: {"pk": …, field: value, …}}, in a fixed number of queries.

        Values must compare equal (==) to cleaned ones. "pk" and `ignored_fields` are not
        compared. It is called again inside the transaction to see that nothing moved.
        """
        raise NotImplementedError

    def clean_row(self, row: Values) -> Values:
        """The values to store, from the cleaned cells by `Column.key`; no query per row.

        Raises ValidationError, in Chinese, for what single cells can't tell: unknown codes,
        areas out of scope (`self.area_of`), parts that don't fit together.
        """
        return row

    def differences(self, values: Values, existing: Values) -> dict[str, tuple[Any, Any]]:
        """{field: (old, new)}; may raise ValidationError to refuse the row."""
        return {
            name: (existing[name], value)
            for name, value in values.items()
            if name in existing and name not in self.ignored_fields and existing[name] != value
        }

    def whose(self, values: Values) -> str:
        """Why a new or changed row is for somebody else to import; "" when it is not.

        What is stored already may stand in anybody's file: it asks nothing of anybody.
        """
        return ""

    def apply(self, plan: Plan) -> None:
        """Write `plan.new` and `plan.changed` with bulk operations, inside a transaction."""
        raise NotImplementedError

    def key(self, values: Values) -> Key:
        return tuple(values[name] for name in self.key_fields)

    def count(self, scope: list[Area]) -> int | None:
        """How many rows are stored within the scope, for the overview; None if nobody asks."""
        return None

    # What the framework does ------------------------------------------------------------------

    @cached_property
    def areas(self) -> dict[str, Area]:
        """All areas by code, one query."""
        return {area.code: area for area in Area.objects.all()}

    @cached_property
    def areas_by_id(self) -> dict[int, Area]:
        return {area.pk: area for area in self.areas.values()}

    @cached_property
    def accounts_beyond(self) -> frozenset[int]:
        """Accounts that can do something outside of the scope: what a row would give them as well
        is not the importer's to give (``accounts.reach``). One query."""
        inside = User.objects.filter(confined_q(self._scope_q)).order_by().values("pk")
        return frozenset(User.objects.exclude(pk__in=inside).values_list("pk", flat=True))

    def _scope_q(self, prefix: str) -> Q:
        return reduce(or_, (area.scope_q(prefix) for area in self.scope), Q(pk__in=[]))

    def allows(self, area: Area) -> bool:
        return any(allowed.contains(area) for allowed in self.scope)

    def area_of(self, code: str) -> Area:
        """The area of that code; ValidationError if unknown or outside of the scope."""
        area = self.areas.get(code)
        if area is None:
            raise ValidationError(f"没有区划代码「{code}」。")
        if not self.allows(area):
            raise ValidationError(f"「{area.short_name}」不在您管理的范围里。")
        return area

    def check(self, table: Table, progress: Progress | None = None) -> Plan:
        """Clean the rows and compare them with what is stored. No transaction, no writing."""
        self.absent = frozenset(c.key for c in self.columns if c.name not in table.present)
        self.__dict__.pop("accounts_beyond", None)  # may have moved on since the last check
        rows: Iterable[Row] = table.rows
        if progress is not None:
            rows = progress.each(rows, len(table.rows), "正在逐行检查")
        plan = Plan()
        good = self._unique(list(self._cleaned(rows, plan)), plan)
        if progress is not None:
            progress.advance(0, "正在与现有资料比较")
            progress.write()
        existing = self.load_existing(self.scope)
        plan.basis = existing_fingerprint(existing)
        self.compare(good, existing, plan)
        plan.wrong.sort(key=lambda row: row.number)
        return plan

    def _cleaned(self, rows: Iterable[Row], plan: Plan) -> Iterable[tuple[Row, Values]]:
        for row in rows:
            try:
                yield row, self.clean_row(self._values(row))
            except ValidationError as error:
                plan.wrong.append(WrongRow(row.number, row.cells, error.messages))

    def _values(self, row: Row) -> Values:
        values: Values = {}
        reasons: list[ValidationError] = []
        for column in self.columns:
            try:
                values[column.key] = column.value(row.cells.get(column.name, ""))
            except ValidationError as error:
                reasons.append(error)
        if reasons:
            raise ValidationError(reasons)
        return values

    def _unique(self, rows: list[tuple[Row, Values]], plan: Plan) -> list[tuple[Row, Values]]:
        """Rows whose key stands in the file once; the later ones are wrong."""
        first: dict[Key, int] = {}
        kept = []
        for row, values in rows:
            before = first.setdefault(self.key(values), row.number)
            if before == row.number:
                kept.append((row, values))
            else:
                plan.wrong.append(WrongRow(row.number, row.cells, [f"与第 {before} 行重复。"]))
        return kept

    def compare(self, rows: list[tuple[Row, Values]], existing: Existing, plan: Plan) -> None:
        """Sort the rows into `plan`: new, changed, unchanged, wrong."""
        for row, values in rows:
            stored = existing.get(self.key(values))
            try:
                changes = {} if stored is None else self._changes(values, stored)
                if (stored is None or changes) and (reason := self.whose(values)):
                    raise ValidationError(reason)
            except ValidationError as error:
                plan.wrong.append(WrongRow(row.number, row.cells, error.messages))
                continue
            if stored is None:
                plan.new.append(PlannedRow(row.number, values))
                continue
            target = plan.changed if changes else plan.unchanged
            target.append(PlannedRow(row.number, values, stored, changes))

    def _changes(self, values: Values, stored: Values) -> dict[str, tuple[Any, Any]]:
        values |= {name: stored[name] for name in self.absent if name in stored}
        return self.differences(values, stored)

    def write(self, plan: Plan) -> None:
        """Apply a plan in the caller's transaction, if it still fits what is stored."""
        if plan.wrong:
            raise ImportRefusedError(plan)
        if existing_fingerprint(self.load_existing(self.scope)) != plan.basis:
            raise StalePlanError
        if not plan.is_empty:
            self.apply(plan)

    # How it shows -----------------------------------------------------------------------------

    def show(self, name: str, value: Any) -> str:
        """A value in the preview; columns may mask it."""
        column = next((c for c in self.columns if c.key == name), None)
        if value is None or value == "":
            return "（空）"
        return column.show(value) if column else as_text(value)

    def heading(self, name: str) -> str:
        return next((c.name for c in self.columns if c.key == name), name)

    def title(self, values: Values) -> str:
        """What the preview calls a row; the key, unless a subclass knows better."""
        return " ".join(self.show(name, values[name]) for name in self.key_fields)


# --- registry

_imports: dict[str, type[TableImport]] = {}


def register(cls: type[TableImport]) -> type[TableImport]:
    if _imports.setdefault(cls.slug, cls) is not cls:
        raise ValueError(f"import {cls.slug!r} is registered twice")
    return cls


def get_import(slug: str) -> type[TableImport] | None:
    return _imports.get(slug)


def all_imports() -> list[type[TableImport]]:
    return list(_imports.values())


# --- who may


def can_import(user: User | AnonymousUser) -> bool:
    return is_manager(user)


def import_scope(user: User | AnonymousUser) -> list[Area]:
    return managed_areas(user)


# --- without a page


def run_import(
    cls: type[TableImport],
    source: IO[bytes] | str | Path | Iterable[Mapping[str, Any]],
    *,
    actor: User | None,
    scope: Sequence[Area],
) -> dict[str, int]:
    """Import a file, or rows of {heading: cell}, at once; the counts of the plan.

    The same reading, checking and writing as through the pages. Raises TableError for an
    unusable file, and ImportRefusedError, having written nothing, if any row is wrong.
    """
    importer = cls(actor=actor, scope=scope)
    table = as_table(source, cls.columns)
    for _ in range(TRIES):
        plan = importer.check(table)
        try:
            with transaction.atomic():
                importer.write(plan)
        except (StalePlanError, IntegrityError):
            continue
        return plan.counts
    raise ImportRefusedError(plan)


def as_table(
    source: IO[bytes] | str | Path | Iterable[Mapping[str, Any]], columns: Sequence[Column]
) -> Table:
    """A file is read; rows get the numbers they would have below one heading row."""
    if isinstance(source, str | Path) or hasattr(source, "read"):
        return read_table(source, columns)  # type: ignore[arg-type]
    names = [column.name for column in columns]
    rows = [
        Row(number, {name: as_text(row[name]) for name in names if name in row})
        for number, row in enumerate(source, start=2)
    ]
    present = frozenset(name for row in rows[:1] for name in row.cells)
    return Table(rows, present)
