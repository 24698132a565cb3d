"""A station and all around it at once: everybody who might be told, a matter in every situation.

Built at BEFORE; whoever uses it acts at NOW, two working days later. Each matter has a follower
(a matter merged into it, with a phone of its own), drafts of three people and traces of earlier
acts, so that an act which touches more than it should is seen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db.models import Model

from accounts.models import Post, User
from casework.actors import SYSTEM
from casework.clock import Clock
from messages.models import AreaRules, Message, ReplyDraft
from notifications.models import Robot
from representatives.models import MessageCode, Representative
from stations.models import LiaisonOfficer, StationCover
from tests.factories.accounts import make_staff, make_user
from tests.factories.casework import (
    Cast,
    make_cast,
    make_officer,
    make_representative,
    make_station,
)
from tests.factories.moments import BEFORE
from tests.factories.situations import SITUATIONS

FOLLOWER_PHONE = "13900005678"
DRAFTERS = ("daibiao", "jiedao", "zhanban")
# Each limit has a number of its own, so that none can stand in for another.
RULES = dict(
    register_limit=Clock(1),
    assign_limit=Clock(2),
    sign_limit=Clock(3),
    return_limit=Clock(4),
    extension_limit=Clock(9),
)


@dataclass(frozen=True, repr=False)
class Neighbourhood(Cast):
    """The cast, its neighbours, and ``matters`` by what is going on with them."""

    neighbour: Representative  # of the same station
    absent: Representative  # as well; away from the day before NOW
    code_of_station: MessageCode
    matters: dict[str, Message] = field(default_factory=dict)
    followers: dict[str, Message] = field(default_factory=dict)

    def submit(self, **changes: Any) -> Message:
        """Every matter has a follower from the beginning."""
        message = super().submit(**changes)
        key = f"follows {message.pk}"
        follower = super().submit(key=key, phone=FOLLOWER_PHONE, body="我家门口的路灯也坏了。")
        follower.merge_into(message, by=SYSTEM)
        return message

    def names(self) -> dict[Model, str]:
        """What a row is called where it is mentioned."""
        areas = {getattr(self.tree, each.name): each.name for each in fields(self.tree)}
        departments = (self.village_body, self.street_office, self.county_bureau)
        return {
            **areas,
            **dict(
                zip(departments, ("village_body", "street_office", "county_bureau"), strict=True)
            ),
            **{user: user.username for user in User.objects.all()},
            **{robot: str(robot) for robot in Robot.objects.all()},
            **{message: name for name, message in self.matters.items()},
            **{message: f"follower of {name}" for name, message in self.followers.items()},
            self.representative: "representative",
            self.neighbour: "neighbour",
            self.absent: "absent",
            self.station: "station",
            self.code: "code",
            self.code_of_station: "code of station",
        }


def make_neighbourhood() -> Neighbourhood:
    cast = make_cast()
    values = {each.name: getattr(cast, each.name) for each in fields(cast)}
    around = Neighbourhood(
        **values,
        neighbour=make_representative(
            "林见山", cast.station, user=make_user("linju", name="林见山")
        ),
        absent=make_representative(
            "远行",
            cast.station,
            user=make_user("yuanxing"),
            away_from=date(2026, 11, 15),
            away_until=date(2026, 11, 20),
        ),
        code_of_station=MessageCode.objects.create(station=cast.station),
    )
    AreaRules.objects.create(area=cast.tree.xiling, **RULES)
    _people(around)
    for name, make in SITUATIONS.items():
        around.matters[name] = make(around)
    by_key = {message.pk: name for name, message in around.matters.items()}
    for follower in Message.objects.filter(merged_into__in=by_key):
        around.followers[by_key[follower.merged_into_id]] = follower
    _traces(around)
    return around


def _people(around: Neighbourhood) -> None:
    """Who should be told beside those of the cast, and who should not."""
    tree = around.tree
    make_staff(tree.yunji, username="jiedao2", name="街道人大二")
    former = make_staff(tree.yunji, username="former", name="调走的")
    Post.objects.filter(user=former).update(ended_at=BEFORE)
    make_user("nobody")
    make_staff(tree.xiba, username="xiba", name="西坝人大")
    around.street_office.members.add(make_user("zhanban2"), make_user("left", is_active=False))
    elsewhere = make_station(tree.xiaolinyuan, code="S2")
    covering = make_officer("代管", elsewhere, user=make_user("daiban", name="代管"))
    both = make_user("liangtou", name="两头")  # of the station and of the village's body
    make_officer("两头", around.station, user=both)
    around.village_body.members.add(both)
    earlier = make_officer("别站", elsewhere, user=make_user("biezhan", name="别站"))
    make_officer("离岗", around.station, user=make_user("ligang", name="离岗"))
    LiaisonOfficer.objects.filter(name="离岗").update(is_active=False)
    starts, ends = date(2026, 11, 1), date(2026, 11, 30)
    StationCover.objects.create(
        station=around.station, officer=covering, starts_on=starts, ends_on=ends
    )
    yesterday = date(2026, 11, 15)
    StationCover.objects.create(
        station=around.station, officer=earlier, starts_on=starts, ends_on=yesterday
    )
    names = {tree.yunji: "yunji", tree.xiling: "xiling", tree.city: "city"}
    for area in (tree.yunji, tree.xiling, tree.city):
        url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
        Robot.objects.create(name=names[area], channel="wecom", webhook_url=url, area=area)


def _traces(around: Neighbourhood) -> None:
    """What earlier acts left: a reset that is missing, or one too many, changes these."""
    for message in around.matters.values():
        for name in DRAFTERS:
            ReplyDraft.objects.create(message=message, author=getattr(around, name), text="草稿")
        if message.due_date:
            message.assignments.acting().update(reminded=1, clock_paused=2)
            used = dict(reminded=1, clock_extended=1, clock_paused=2)
            Message.objects.filter(pk=message.pk).update(**used)
            Message.objects.filter(pk=message.pk, urged_at=None).update(urged_at=BEFORE)
    watched = [around.matters[name].pk for name in ("dissatisfied", "at_street", "answered")]
    Message.objects.filter(pk__in=watched).update(supervised_at=BEFORE)
