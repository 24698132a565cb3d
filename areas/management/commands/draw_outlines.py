import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.drawing import BorderError, draw
from areas.outlines import OUTLINES_FILE


class Command(BaseCommand):
    help = (
        "Draw the areas' outlines from a GeoJSON file, for the map that needs an approval number."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="GeoJSON; the id of a feature is its area code")
        parser.add_argument("--to", type=Path, default=OUTLINES_FILE)
        parser.add_argument("--source", required=True, help="where the borders come from")
        parser.add_argument("--licence", required=True)
        parser.add_argument("--cut-off", required=True, help="the date of the borders")

    def handle(self, *args: Any, **options: Any) -> None:
        notes = {key: options[key] for key in ("source", "licence", "cut_off")}
        try:
            collection = json.loads(options["file"].read_text(encoding="utf-8"))
            drawing = draw(collection, notes)
        except (OSError, ValueError, BorderError) as error:
            raise CommandError(f"边界文件有问题，什么都没有写：{error}") from error
        text = json.dumps(drawing, ensure_ascii=False, indent=1) + "\n"
        options["to"].write_text(text, encoding="utf-8")
        self.stdout.write(f"轮廓：{len(drawing['areas'])} 个区划，{len(text.encode()):,} 字节。")
