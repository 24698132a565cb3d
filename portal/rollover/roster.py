"""The roster of the new term: the same columns and cleaning as the roster import."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from django.core.exceptions import ValidationError

from accounts.models import User
from accounts.permissions import can_manage, managed_areas
from areas.models import Area
from jobs.plans import Existing
from jobs.progress import JobError
from jobs.tables import Table, TableError, read_table
from representatives.congress_book import CongressBook, CongressKey
from representatives.imports import RepresentativeImport
from representatives.models import ElectoralDistrict, TermChange

NO_FILE = "还没有上传新一届的名册。"
NOT_ALLOWED = "您现在没有办理这次换届的权限了。请找上级的账号管理员。"


class NewTermBook(CongressBook):
    """Takes seats of one congress and its coming term alone; the districts start from nothing."""

    def __init__(self, areas: Iterable[Area], change: TermChange) -> None:
        super().__init__(areas)
        self.change = change

    def check_term(self, congress: CongressKey, number: int) -> None:
        own = self.change.congress
        if congress != (own.level, own.area_id):
            raise ValidationError(f"这次换届的是{own}，这一行是{self.name_of(congress)}的代表。")
        if number != self.change.number:
            raise ValidationError(
                f"新一届是第 {self.change.number} 届，这一行写的是第 {number} 届。"
            )

    @cached_property
    def districts(self) -> dict[tuple[int, str], ElectoralDistrict]:
        """Districts may be redrawn: none of the old ones is taken over."""
        return {}

    @cached_property
    def covered(self) -> dict[int, frozenset[int]]:
        return {}


class NewTermRoster(RepresentativeImport):
    """Not registered: it is reached through a change alone, and every row of it is a new seat."""

    label = "新一届名册"
    change: TermChange

    @cached_property
    def book(self) -> CongressBook:
        return NewTermBook(self.areas.values(), self.change)

    def load_existing(self, scope: list[Area]) -> Existing:
        return {}


def roster_of(change: TermChange, user: User) -> NewTermRoster:
    """With the scope the person has now. JobError when the congress is no longer his or hers."""
    if not (user.is_active and can_manage(user, change.congress.area)):
        raise JobError(NOT_ALLOWED)
    roster = NewTermRoster(actor=user, scope=managed_areas(user))
    roster.change = change
    return roster


def read_roster(change: TermChange, roster: NewTermRoster) -> Table:
    if not change.roster:
        raise JobError(NO_FILE)
    try:
        with change.roster.open("rb") as file:
            table = read_table(file, roster.columns)
    except TableError as error:
        raise JobError(str(error)) from error
    if not table.rows:
        raise JobError("名册里一位代表也没有，请核对文件。")
    return table
