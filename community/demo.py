"""社区「小人大」: residents, meetings, six working groups with their logs, three columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from community.models import (
    CommunityMeeting,
    Disclosure,
    GroupTask,
    ResidentRepresentative,
    SmallCongress,
    WorkingGroup,
)
from stations.models import Station

FOUNDED = date(2022, 6, 18)
TERM = (date(2025, 6, 18), date(2028, 6, 17))
RESIDENTS = 24
TOPICS = (
    ("小区停车位怎么重新划线", "先划消防通道，再划车位；方案在单元门口贴七天。"),
    ("加装电梯的协商办法", "由邻里调解组分单元上门，一个月后再议。"),
    ("垃圾分类投放点要不要搬", "搬到南门东侧，装灯和洗手池，物业两周内完成。"),
    ("物业费收支怎么公开", "每季度在物业专栏公开一次，附明细。"),
    ("夏季纳凉点开放时间", "每天 15:00–21:00，社区派人值守。"),
)
TASKS = (
    "巡查三栋楼的消防通道，劝离占道电动车 6 辆。",
    "给独居老人送餐 11 份，记下两户要修水管。",
    "调解 5 号楼漏水纠纷，双方签了字。",
    "和物业核对上季度公共收益。",
    "组织楼道清理，清走杂物两车。",
)
# (column, days ago, title, text): the second column has had no news for long.
NEWS = (
    (
        Disclosure.Column.RESIDENTS,
        9,
        "第三季度惠民项目资金使用",
        "便民维修 21 处，支出 38,600 元；结余转入下季度。",
    ),
    (
        Disclosure.Column.RESIDENTS,
        48,
        "低保和临时救助评议结果",
        "本次评议 3 户，同意 2 户，公示期 7 天。",
    ),
    (
        Disclosure.Column.OWNERS,
        63,
        "公共收益收支",
        "停车和广告收入 52,300 元，用于电梯维修 31,000 元。",
    ),
    (
        Disclosure.Column.PROPERTY,
        16,
        "物业服务月报",
        "报修 47 件，完成 45 件；绿化修剪两次，消杀一次。",
    ),
)


def found(
    station: Station, clerk: User, today: date, draw_name: Callable[[], str]
) -> SmallCongress:
    congress = SmallCongress(station=station, founded_on=FOUNDED)
    congress.set_up()
    residents = ResidentRepresentative.objects.bulk_create(
        ResidentRepresentative(
            congress=congress,
            name=name,
            represents=f"{1 + turn // 2} 号楼",
            starts_on=TERM[0],
            ends_on=TERM[1],
        )
        for turn, name in enumerate(_names(draw_name))
    )
    _meet(congress, today)
    groups = list(WorkingGroup.objects.filter(congress=congress))
    for turn, group in enumerate(groups):
        group.convenor = residents[turn]
    WorkingGroup.objects.bulk_update(groups, ["convenor"])
    _work(groups, today)
    Disclosure.objects.bulk_create(
        Disclosure(
            congress=congress,
            column=column,
            title=title,
            body=body,
            published_on=today - timedelta(days=days),
            **Disclosure.published_columns(by=clerk, at=timezone.now() - timedelta(days=days)),
        )
        for column, days, title, body in NEWS
    )
    return congress


def _names(draw_name: Callable[[], str]) -> list[str]:
    """Residents are told apart by their names."""
    names: dict[str, None] = {}
    while len(names) < RESIDENTS:
        names[draw_name()] = None
    return list(names)


def _meet(congress: SmallCongress, today: date) -> None:
    """Every other month: some were held, the next ones are on the calendar."""
    rows = []
    for turn in range(-5, 3):
        topic, decisions = TOPICS[turn % len(TOPICS)]
        day = today + timedelta(days=60 * turn + 20)
        held = day < today
        rows.append(
            CommunityMeeting(
                congress=congress,
                planned_on=day,
                topic=topic,
                held_on=day if held else None,
                attended=17 + turn % 5 if held else None,
                decisions=decisions if held else "",
            )
        )
    CommunityMeeting.objects.bulk_create(rows)


def _work(groups: list[WorkingGroup], today: date) -> None:
    random = Random(8)  # noqa: S311 demo logs need no secrecy
    GroupTask.objects.bulk_create(
        GroupTask(
            group=group,
            day=today - timedelta(days=2 + 13 * turn + random.randrange(9)),
            text=TASKS[(turn + group.pk) % len(TASKS)],
            is_done=turn > 0,
        )
        for group in groups
        for turn in range(4)
    )
