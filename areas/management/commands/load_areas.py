from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.loading import AREAS_FILE, ZONES_FILE, AreaFileError, apply, read_plan


class Command(BaseCommand):
    help = "Load the area tree from csv files; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, help="areas: code,name,level,parent_code")
        parser.add_argument("--zones", type=Path, help="function zones, one row per member")

    def handle(self, *args: Any, **options: Any) -> None:
        own_city = options["file"] is not None
        zones = options["zones"] or (None if own_city else ZONES_FILE)
        try:
            result = apply(read_plan(options["file"] or AREAS_FILE, zones))
        except AreaFileError as error:
            raise CommandError(f"区划文件有问题，什么都没有改动：\n{error}") from error
        self.stdout.write(
            f"区划：新增 {result.created}，更新 {result.changed}，未变 {result.unchanged}。"
        )
        if result.missing:
            self.stdout.write(f"文件里已没有、仍予保留的区划：{'、'.join(result.missing)}")
