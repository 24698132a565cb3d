"""A congress about to change its term: 西陵区's sixth, with people who stay, leave and come."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from jobs.models import Job
from jobs.tasks import run_job
from messages.codes.destination import Recipient
from messages.models import Message
from portal.rollover.jobs import order_rehearsal, order_run
from representatives.codes import issue_missing_codes
from representatives.models import Congress, Representative, TermChange
from tests.factories.casework import Cast, make_cast, make_representative, make_seat
from tests.factories.jobs import workbook_bytes

HEADER = ("姓名", "手机号", "层级", "届次", "选区或选举单位", "区划代码", "站点编号")
DAY = date(2026, 11, 20)
NEWCOMER, NEWCOMER_PHONE = "覃新任", "13812340001"


@dataclass
class Change:
    """The cast's 秦望舒 stays; 付离任 leaves; 何两级 leaves and keeps a township seat."""

    cast: Cast
    congress: Congress
    leaver: Representative
    both: Representative
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def row(self, person: Representative, **changes: str) -> tuple[str, ...]:
        return self.line(person.name, person.phone or "", **changes)

    def line(self, name: str, phone: str, **changes: str) -> tuple[str, ...]:
        values = {
            "姓名": name,
            "手机号": phone,
            "层级": "县",
            "届次": "7",
            "选区或选举单位": "第 9 选区",
            "区划代码": "420502003004",
            "站点编号": self.cast.station.code,
        } | changes
        return tuple(values[name] for name in HEADER)

    def prepare(self, rows: Any = None, **fields: Any) -> TermChange:
        """A draft with a roster, by the county's manager."""
        values = {
            "congress": self.congress,
            "number": 7,
            "first_session_on": DAY,
            "created_by": self.cast.quxian,
            "roster_name": "名册.xlsx",
        } | fields
        change = TermChange(**values)
        content = ContentFile(workbook_bytes([HEADER, *(self.rows if rows is None else rows)]))
        change.roster.save("", content, save=False)
        change.save()
        return change

    def rehearse(self, change: TermChange) -> Job:
        job = order_rehearsal(change, by=self.cast.quxian)
        run_job(job.pk)  # nothing to claim when the queue is eager and has been here
        change.refresh_from_db()
        return Job.objects.get(pk=job.pk)

    def run(self, change: TermChange, today: date = DAY) -> Job:
        job = order_run(change, by=self.cast.quxian, today=today)
        run_job(job.pk)
        change.refresh_from_db()
        return Job.objects.get(pk=job.pk)

    def rehearsed(self, **fields: Any) -> TermChange:
        change = self.prepare(**fields)
        self.rehearse(change)
        return change

    def done(self, **fields: Any) -> TermChange:
        change = self.rehearsed(**fields)
        self.run(change)
        return change

    def matter_for(self, person: Representative) -> Message:
        to = Recipient(person.station, person, person.codes.first())
        return self.cast.submit(to=to)


def make_change() -> Change:
    cast = make_cast()
    leaver = make_representative("付离任", cast.station)
    both = make_representative("何两级", cast.station)
    make_seat(both, cast.tree.mingfeng, level="township", term=3)
    issue_missing_codes("representative")
    congress = Congress.objects.get(level="county", area=cast.tree.xiling)
    change = Change(cast, congress, leaver, both)
    change.rows = [change.row(cast.representative), change.line(NEWCOMER, NEWCOMER_PHONE)]
    return change
