"""反馈和整改 after last year's rating: done, to be checked, running, and one that is late."""

from __future__ import annotations

from datetime import date, timedelta

from casework.clock import Clock
from supervision.demo.evaluations import Stage
from supervision.demo.rated import FALLING, LOW
from supervision.models import Evaluation, Rectification, Subject

FEEDBACK = (
    "代表们肯定了窗口提速和按期答复。意见集中在三点：跨部门的事推进慢，基层人手不够，"
    "政策变动公开得不及时。请对照整改，每季度报一次进展。"
)
DEMANDS = (
    ("跨部门事项推进慢", "列出超过三个月没有办结的跨部门事项，逐件明确牵头科室和完成时间。"),
    ("政策公开不及时", "惠民政策变动十个工作日内在政务公开栏和公众号公布，附一页纸的说明。"),
    ("窗口排队时间长", "高峰时段加开窗口，实行预约，平均等候压到二十分钟以内。"),
    ("答复只讲政策不讲结果", "答复选民留言要写清做了什么、什么时候做到，办不到的讲明原因。"),
)
RESULT = "已列出 14 件清单，办结 11 件，其余三件定了完成时间；等候时间由 48 分钟降到 17 分钟。"


def follow_up(stage: Stage, rated: Evaluation, own: Subject, today: date) -> int:
    """``own`` belongs to the demo account; how many were demanded."""
    boss, checker = stage.clerks
    low = [stage.departments[turn].pk for turn in (*LOW, *FALLING)]
    subjects = [own, *rated.subjects.filter(department__in=low).order_by("position")]
    for subject in subjects:
        rated.give_feedback(subject, FEEDBACK, by=boss)
    items = [
        Rectification.objects.demand(subject, title=title, demand=demand, days=30, by=boss)
        for subject, (title, demand) in zip(subjects, DEMANDS, strict=False)
    ]
    running, done, to_check, late = items
    running.note("已经开了专题会，清单正在核对。", by=boss)
    for item in (done, to_check):
        item.report(RESULT, by=boss)
    done.pass_check("现场看过，属实。", by=checker)
    started = today - timedelta(days=60)
    clock = Rectification.clock_set(Clock(30), started)
    Rectification.objects.filter(pk=late.pk).update(**clock)
    return len(items)
