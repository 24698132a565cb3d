"""The activity plans of the demo's groups, and what was held of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.db.models import Count, Q

from stations.models import Group, GroupActivity

# (kind, month, day, subject): the five kinds of the city's practice, spread over the year.
PLAN = (
    (GroupActivity.Kind.TRAINING, 3, 18, "学习代表法，交流怎样答复留言"),
    (GroupActivity.Kind.SPECIAL, 5, 15, "专项视察老旧小区改造"),
    (GroupActivity.Kind.THEME, 7, 9, "聚焦民生实事，走进代表联络站"),
    (GroupActivity.Kind.VOTE, 9, 24, "票决下一年民生实事候选项目"),
    (GroupActivity.Kind.INSPECTION, 11, 12, "人代会前集中视察"),
    (GroupActivity.Kind.SPECIAL, 12, 10, "回访上半年办结的留言"),
)
SUBJECTS = {
    "茶旅融合": "看茶园、访民宿",
    "柑橘产业": "柑橘销路和冷库",
    "乡村振兴": "和美乡村建设",
    "化工园区": "园区搬迁和安全",
    "文旅": "景区旺季接待",
}
SILENT_EVERY = 11  # such groups plan, and hold nothing
OUTCOMES = (
    "实地看了 3 处，听取意见 9 条，交有关部门研究 4 条。",
    "现场答复 5 件，2 件形成书面建议。",
    "大家交流了办理体会，确定下次活动前各走访 5 户选民。",
)


def plan_activities(today: date) -> int:
    """Last year's and this year's."""
    random = Random(5)  # noqa: S311 demo plans need no secrecy
    here = Count("memberships", filter=Q(memberships__left_on=None))
    groups = Group.objects.select_related("area").annotate(size=here).order_by("pk")
    rows = [
        activity
        for turn, group in enumerate(groups)
        for year in (today.year - 1, today.year)
        for activity in _year(group, year, today, random, is_silent=turn % SILENT_EVERY == 0)
    ]
    return len(GroupActivity.objects.bulk_create(rows, batch_size=1000))


def _year(
    group: Group, year: int, today: date, random: Random, *, is_silent: bool
) -> Iterator[GroupActivity]:
    size: int = group.size  # type: ignore[attr-defined]
    for kind, month, day, subject in PLAN:
        planned = date(year, month, day) + timedelta(days=random.randrange(10))
        about = SUBJECTS.get(group.field)
        activity = GroupActivity(
            group=group,
            kind=kind,
            planned_on=planned,
            place=f"{group.area.short_name}代表之家",
            title=f"{subject}：{about}" if about else subject,
        )
        chance = random.random()
        held = planned + timedelta(days=random.randrange(6))
        if held < today and chance < 0.86 and not is_silent:
            activity.held_on = held
            activity.attended = max(1, size - random.randrange(max(1, size // 3)))
            activity.outcome = random.choice(OUTCOMES)
        elif planned < today and chance > 0.95:
            activity.cancelled = True
        yield activity
