"""Boards that were printed and hang on a wall; some say what is no longer true, some are silent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from jobs.bulk import update_rows
from portal.boards import prints
from portal.boards.content import gather, of_stations
from representatives.models import MessageCode
from stations.demo.scale import is_idle
from stations.models import Board, ReceptionDay, Station

PRINTED_EVERY = 3
PRINTED_DAYS_AGO = 75
AT_ONCE = 200
PLACES = ("党群服务中心门口", "便民大厅右侧", "小区南门", "村委会院内")


def hang(showcase: Station, today: date) -> int:
    """Afterwards some reception days are added, which the printed boards do not say yet."""
    chosen = [
        station
        for turn, station in enumerate(of_stations().order_by("pk"))
        if station.pk == showcase.pk or (turn % PRINTED_EVERY == 0 and not is_idle(station.code))
    ]
    day = today - timedelta(days=PRINTED_DAYS_AGO)
    moment = timezone.make_aware(datetime.combine(day, time(15, 30)))
    for start in range(0, len(chosen), AT_ONCE):
        _print(chosen[start : start + AT_ONCE], moment)
    _mount(showcase, today)
    _outdate()
    return len(chosen)


def _print(stations: list[Station], moment: datetime) -> None:
    contents = gather(stations)
    with transaction.atomic():
        prints.record(contents, moment)
        prints.mark_printed(
            [
                prints.Printed(one.pk, prints.print_of(one), [code.pk for code in one.codes])
                for one in contents
            ],
            paper="A3",
            now=moment,
        )


def _mount(showcase: Station, today: date) -> None:
    """Four of five; two of three were scanned lately."""
    changes = {}
    codes = {}
    own = dict(MessageCode.objects.filter(station__isnull=False).values_list("station", "pk"))
    for turn, board in enumerate(Board.objects.printed().order_by("pk")):
        if turn % 5 == 4 and board.station_id != showcase.pk:
            continue
        mounted = today - timedelta(days=PRINTED_DAYS_AGO - 4 - turn % 7)
        scanned = today - timedelta(days=turn % 20) if turn % 3 else None
        if board.station_id == showcase.pk:
            scanned = today - timedelta(days=1)
        where = {"mounted_on": mounted, "mounted_at": PLACES[turn % len(PLACES)]}
        changes[board.pk] = where | {"last_scanned_on": scanned}
        codes[own[board.station_id]] = changes[board.pk]
    names = ("mounted_on", "mounted_at", "last_scanned_on")
    update_rows(Board.objects.all(), changes, names)
    update_rows(MessageCode.objects.all(), codes, names)


def _outdate() -> None:
    rules = [
        ReceptionDay(
            station_id=board.station_id,
            every=ReceptionDay.Every.WEEK,
            day=3,
            starts_at=time(14, 30),
            ends_at=time(16, 30),
            note="新增",
        )
        for board in Board.objects.printed().order_by("pk")[5::9]
    ]
    ReceptionDay.objects.bulk_create(rules)
    prints.refresh_all()
