from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.models import Area
from jobs.containers import TableError
from jobs.imports import ImportRefusedError, run_import
from portal.imports import ReportedFigureImport

FIGURES = Path(__file__).resolve().parents[2] / "data" / "reported_figures.csv"


class Command(BaseCommand):
    help = "Load figures that were reported in the past; again is an update. They are never summed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=FIGURES)

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(f"没有这个文件：{path}")
        try:
            counts = run_import(ReportedFigureImport, path, actor=None, scope=[Area.get_root()])
        except TableError as error:
            raise CommandError(str(error)) from error
        except ImportRefusedError as error:
            reasons = [f"第 {row.number} 行：{'；'.join(row.reasons)}" for row in error.plan.wrong]
            raise CommandError("\n".join(reasons) or str(error)) from error
        self.stdout.write(
            f"报告数：新增 {counts['new']}，更新 {counts['changed']}，未变 {counts['unchanged']}。"
        )
