"""What each of the five standards asks for, in one place: the windows, the rules, the reasons."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

WINDOW_DAYS = 365  # how far back activities, answers and duty reports count
IDLE_DAYS = 90  # without a message, an answer or a visit for so long, a station stands idle


class Standard(models.TextChoices):
    """The values are the columns of `portal.models.Standing`."""

    BRANCH = "branch", "功能支部"
    ACTIVITY = "activity", "定期活动"
    IDENTITY = "identity", "身份公示"
    TERMINAL = "terminal", "平台终端"
    REPORT = "report", "述职评议"


#: How it is worked out, as the pages say it.
RULES: dict[str, str] = {
    Standard.BRANCH: "站点至少有一位在任代表编在一个在运行的代表小组里，小组有在运行的功能型党支部。",
    Standard.ACTIVITY: (
        f"近 {WINDOW_DAYS} 天里，站点代表所在的小组开展过活动，或者站点有过接待日、走访，"
        "或者社区议事会开过会。只有群众自己来访的不算。"
    ),
    Standard.IDENTITY: (
        "站点填了开放时间；有在任代表，而且每一位都公开了单位职务或照片；"
        "印过公示栏的，栏上的人和现在的一致。"
    ),
    Standard.TERMINAL: (
        "站点自己的二维码在用，而且印制、张贴或扫描过；每一位在任代表都有在用的二维码；"
        f"近 {WINDOW_DAYS} 天答复过留言，现在没有超期未答复的。"
    ),
    Standard.REPORT: (f"近 {WINDOW_DAYS} 天有在任代表述职；去年以来收到的留言至少有一件得到评价。"),
}
LEFT_OUT = "选民不让站点看到的留言、疑似自己给自己写的留言不算。"


@dataclass(frozen=True)
class Reason:
    """A record that is missing. ``url`` names the page where it is entered, the station's own
    or one for all."""

    words: str  # {n} is how many
    url: str
    link: str

    def says(self, n: int) -> str:
        return self.words.format(n=n)


REASONS: dict[str, Reason] = {
    "no_people": Reason("没有在任代表", "office:people", "去看人员"),
    "no_group": Reason("没有代表编入在运行的小组", "office:groups", "去编小组"),
    "no_branch": Reason("所在的小组没有在运行的功能型党支部", "office:branches", "去看党支部"),
    "no_activity": Reason(
        f"近 {WINDOW_DAYS} 天没有小组活动、接待日、走访或议事会", "office:visits", "去登记"
    ),
    "unpublished": Reason(
        "{n} 位在任代表没有公开单位职务，也没有公开照片", "office:people", "去补资料"
    ),
    "no_hours": Reason("没有填开放时间", "office:edit_station", "去填写"),
    "board_outdated": Reason("公示栏上的人和现在的不一致，要重新印", "office:boards", "去印公示栏"),
    "no_code": Reason("站点没有在用的二维码", "office:station", "去发放"),
    "code_unused": Reason("站点的二维码没有印制、张贴或扫描的记录", "office:station", "去印制"),
    "people_without_code": Reason("{n} 位在任代表没有在用的二维码", "office:people", "去发放"),
    "no_answer": Reason(f"近 {WINDOW_DAYS} 天没有答复过留言", "desk:list", "去看留言"),
    "overdue": Reason("{n} 件留言超期没有答复", "desk:list", "去看留言"),
    "no_report": Reason(
        f"近 {WINDOW_DAYS} 天没有在任代表述职", "office:duty_reports", "去登记述职"
    ),
    "unrated": Reason("去年以来收到的留言没有一件得到评价", "office:callbacks", "去回访"),
    "unchecked": Reason("新建的站点，还没有核对", "office:station_standards", "去核对"),
}
