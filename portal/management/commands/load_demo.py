from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts.phones import phone_index
from areas.models import Area, Installation
from jobs.imports import TableImport, run_import
from messages.demo import entries, extras
from messages.demo.matters import MatterMaker, places_of
from messages.figures import response, tallying
from messages.models import Message
from portal.demo import accounts, network
from portal.standards.checking import check_stations
from representatives.demo.roster import Roster, RosterMaker
from representatives.imports import (
    AssignmentImport,
    BranchImport,
    CodedOfficerImport,
    CodedStationImport,
    DutyReportImport,
    GroupImport,
    RepresentativeImport,
)
from representatives.models import Representative
from stations.demo.scale import SCALES, SHOWCASE, is_idle
from stations.imports import DepartmentImport
from stations.models import Station
from supervision.demo import evaluation_now
from supervision.models import Evaluation


class Command(BaseCommand):
    help = "Load the demo city: invented people and matters on the real areas. Needs DEMO=1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", choices=sorted(SCALES), default="small")
        parser.add_argument(
            "--messages", type=int, help="how many matters; 4,000 of them, or two thirds, are open"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("演示数据只能在 DEMO=1 时装入。")
        self.started = perf_counter()
        scale = SCALES[options["scale"]]
        call_command("load_areas", stdout=self.stdout)
        call_command("load_reported_figures", stdout=self.stdout)
        Installation.objects.filter(province_name="").update(province_name="湖北省")
        roster = RosterMaker(scale).make()
        if is_another_demo(roster):
            self.say("这里装过另一种演示数据，没有改动。要看完整的网络，请换一个空的数据库。")
            return
        self.load_roster(roster)
        network.open_terms()
        showcase = network.station_of(SHOWCASE)
        accounts.open_accounts(showcase)
        for line in network.fill(showcase, accounts.clerk(), timezone.localdate()):
            self.say(f"{line}。")
        if Message.objects.exists():
            self.say("已有留言，不再生成。")
        else:
            wanted = scale.messages if options["messages"] is None else options["messages"]
            self.load_matters(wanted, showcase)
        if not Evaluation.objects.exists():
            self.load_evaluations(showcase)
        self.say("演示数据已装好。")

    def load_roster(self, roster: Roster) -> None:
        """Through the import that staff use, row by row."""
        kinds: list[tuple[type[TableImport], list[dict[str, str]]]] = [
            (CodedStationImport, roster.stations),
            (CodedOfficerImport, roster.officers),
            (AssignmentImport, roster.districts),
            (RepresentativeImport, roster.representatives),
            (DepartmentImport, roster.departments),
            (GroupImport, roster.groups),
            (BranchImport, roster.branches),
            (DutyReportImport, roster.reports),
        ]
        for kind, rows in kinds:
            counts = run_import(kind, rows, actor=None, scope=[Area.get_root()])
            self.say(
                f"{kind.label}：新增 {counts['new']}，更新 {counts['changed']}，"
                f"未变 {counts['unchanged']}。"
            )

    def load_evaluations(self, showcase: Station) -> None:
        person = Representative.objects.get(user__username="daibiao")
        clerks = accounts.clerk(), accounts.clerk(2)
        with transaction.atomic():
            for line in evaluation_now.fill(showcase.area, clerks, person):
                self.say(f"{line}。")

    def load_matters(self, wanted: int, showcase: Station) -> None:
        others = Station.objects.select_related("area").exclude(pk=showcase.pk).order_by("pk")
        busy = [station for station in others if not is_idle(station.code)]
        clerk = accounts.clerk()
        maker = MatterMaker(places_of([showcase, *busy]), clerk, timezone.localdate())
        for done in maker.make(wanted):
            if done % 50_000 == 0 or done == wanted:
                self.say(f"留言：{done} / {wanted}")
        extras.add_photos()
        extras.publish_answers(clerk)
        extras.write_notes(clerk)
        extras.relate()
        entries.arrive(timezone.localdate())
        tallying.recount()
        response.renew_all()
        check_stations()

    def say(self, text: str) -> None:
        self.stdout.write(f"[{perf_counter() - self.started:5.1f} 秒] {text}")


def is_another_demo(roster: Roster) -> bool:
    """Whether there are people here, and not those of this roster: it would be mixed up."""
    first = roster.representatives[0]
    ours = Representative.objects.filter(
        name=first["姓名"],
        phone_index=phone_index(first["手机号"]),
        station__code=first["站点编号"],
    )
    return Representative.objects.exists() and not ours.exists()
