import tempfile
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Post
from jobs.models import Job
from jobs.tasks import run_job
from jobs.writing import write_workbook
from portal.rollover.jobs import order_rehearsal, order_run
from representatives.demo.new_term import HEADER, roster_rows
from representatives.models import Congress, TermChange


class Command(BaseCommand):
    help = (
        "Invent a roster of a congress's next term, rehearse the roll-over and (with --run) do it. "
        "Needs DEMO=1. By default the congress of a county with the most seats."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--level", default="county")
        parser.add_argument("--name", help="of the congress, for instance 宜昌市")
        parser.add_argument("--stay", type=float, default=0.55, help="share of the re-elected")
        parser.add_argument("--roster", type=Path, help="only write the roster to this file")
        parser.add_argument("--run", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示换届只能在 DEMO=1 时做。")
        congress = self.congress(options["level"], options["name"])
        assert congress.current_term is not None  # a congress of the demo has seats
        number = congress.current_term.number + 1
        rows = roster_rows(congress, number, options["stay"])
        if options["roster"]:
            write_workbook(rows, HEADER, options["roster"])
            self.stdout.write(f"{congress}第 {number} 届的名册：{options['roster']}")
            return
        self.change(congress, number, rows, run=options["run"])

    def congress(self, level: str, name: str | None) -> Congress:
        found = Congress.objects.filter(level=level).annotate(size=Count("terms__seats"))
        if name:
            found = found.filter(name=name)
        congress = found.order_by("-size").first()
        if congress is None:
            raise CommandError("没有这样的人民代表大会。")
        return congress

    def change(self, congress: Congress, number: int, rows: Any, *, run: bool) -> None:
        today = timezone.localdate()
        posts = Post.objects.active().filter(role=Post.Role.MANAGER).select_related("area", "user")
        by = next((p.user for p in posts if p.area.contains(congress.area)), None)
        if by is None:
            raise CommandError("没有管理这个地区的账号。")
        change = TermChange(
            congress=congress,
            number=number,
            first_session_on=today,
            created_by=by,
            roster_name="演示名册.xlsx",
        )
        with tempfile.TemporaryFile() as file:
            write_workbook(rows, HEADER, file)
            file.seek(0)
            change.roster.save("", File(file), save=False)
        change.save()
        self.measure("预演", order_rehearsal(change, by=by))
        change.refresh_from_db()
        if run and change.digest:
            self.measure("换届", order_run(change, by=by, today=today))

    def measure(self, what: str, job: Job) -> None:
        """Done here and now, whoever else might take it from the queue."""
        started = perf_counter()
        with CaptureQueriesContext(connection) as queries:
            run_job(job.pk)
        job.refresh_from_db()
        seconds = perf_counter() - started
        self.stdout.write(f"{what}：{seconds:.1f} 秒，{len(queries)} 个查询，{job}")
        self.stdout.write(f"  {job.error or job.result}")
