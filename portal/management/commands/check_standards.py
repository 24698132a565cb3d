from typing import Any

from django.core.management.base import BaseCommand

from portal.standards.checking import check_stations


class Command(BaseCommand):
    help = "Work out the five standards of every open station now; a task does it by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"核对了 {check_stations()} 个站点。")
