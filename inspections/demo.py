"""督查: the visit of 70 to a village in 2023, and some of this year."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from accounts.models import User
from areas.models import Area
from inspections.models import Finding, Inspection, ScoreSheet
from stations.models import Station

SHEET = "代表联络站规范化建设评分表"
ITEMS = (
    ("有固定场所，标识和公示栏齐全", 15),
    ("代表信息和二维码上墙，内容准确", 15),
    ("接待日按时开放，有代表到场", 15),
    ("留言按期办理，答复具体", 20),
    ("小组每季度开展活动", 15),
    ("代表向选民述职", 10),
    ("台账完整", 10),
)
DAY, INSPECTORS = date(2023, 3, 16), 70
MENDED = date(2023, 4, 20)
FINDINGS = (
    ("公示栏里有两位代表的职务已经变动，没有更新。", "新的公示栏已经上墙，逐条核对无误。"),
    ("接待日登记本缺 1 月的记录。", "已补登，改为当天登记、次日由站长核对。"),
)
OPEN = (
    "二维码贴在玻璃门内侧，关门后扫不到。",
    "接待日没有在门口公布。",
    "有一件留言超期三天没有答复。",
)
OTHERS = 12


def inspect(village: Station, clerk: User, today: date) -> int:
    root = Area.get_root()
    sheet = ScoreSheet.objects.create(area=root, name=SHEET)
    sheet.set_items(ITEMS)
    random = Random(7)  # noqa: S311 demo scores need no secrecy
    visit = Inspection(
        station=village,
        sheet=sheet,
        office=root,
        day=DAY,
        team="全市人大干部观摩督查组",
        inspectors=INSPECTORS,
        recorded_by=clerk,
        summary="阵地规范，代表活动经常，群众熟悉自己的代表；公示信息和台账还要做细。",
    )
    _record(visit, sheet, random)
    for text, note in FINDINGS:
        finding = Finding.objects.add(visit, text, recheck_on=MENDED, by=clerk)
        finding.recheck(seen=0, on=MENDED, note=note, by=clerk)
    return 1 + _lately(sheet, village, clerk, today, random)


def _lately(sheet: ScoreSheet, village: Station, clerk: User, today: date, random: Random) -> int:
    """By the counties; some findings are due, some will be."""
    stations = Station.objects.exclude(pk=village.pk).filter(kind=Station.Kind.STATION)
    chosen = list(stations.select_related("area").order_by("pk")[:OTHERS])
    for turn, station in enumerate(chosen):
        county = station.area.county or Area.get_root()
        day = today - timedelta(days=12 + 9 * turn)
        visit = Inspection(
            station=station,
            sheet=sheet,
            office=county,
            day=day,
            recorded_by=clerk,
            team=f"{county.short_name}人大督查组",
            inspectors=3 + turn % 3,
            summary="总体较好。" if turn % 2 else "",
        )
        _record(visit, sheet, random)
        if turn % 3 < 2:
            text, recheck_on = OPEN[turn % len(OPEN)], day + timedelta(days=30)
            Finding.objects.add(visit, text, recheck_on=recheck_on, by=clerk)
    return len(chosen)


def _record(visit: Inspection, sheet: ScoreSheet, random: Random) -> None:
    points = {}
    for item in sheet.items.all():
        lost = random.choice([0, 0, 1, 2, 4])
        points[item.pk] = (item.points - lost, "记录不全" if lost == 4 else "")
    visit.record(points)
