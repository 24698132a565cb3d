"""Every act on a notice: what it changes, and that nobody is told: it is read, not sent."""

from __future__ import annotations

from typing import Any

import pytest

from casework.publishing import PublishState
from tests.effects.engine import Effect, read_rows
from tests.effects.pages import sent
from tests.effects.rows import Act
from tests.factories.casework import make_cast
from tests.factories.moments import BEFORE, NOW
from tests.factories.register import make_article
from tests.neighbours import built_before

VALUES = {
    "title": "停电通知",
    "body": "周三停电半天。",
    "area": "云集街道",
    "published_on": "2026-11-16",
    "secrecy_checked": "on",
}
PUBLISHED = dict(
    state="published",
    written_by="jiedao",
    secrecy_checked=True,
    published_by="jiedao",
    published_at="now",
    area="yunji",
    title="停电通知",
    body="周三停电半天。",
)


def logged(target: str, reason: str = "", by: str = "jiedao: 街道人大") -> dict[str, Any]:
    account, _, name = by.partition(": ")
    entry = dict(
        at="now",
        actor=account,
        actor_name=name,
        action="publish",
        target=target,
        area="yunji",
        network="127.0.0.0/24",
    )
    return {"AuditEntry": [entry | ({"reason": reason} if reason else {})]}


ACTS = [
    Act(
        "add",
        "station",
        "jiedao",
        sent("office:add_bulletin", VALUES, of_it=False),
        Effect(
            new={"Article": [PUBLISHED | {"published_on": "11-16"}]}
            | logged("发布公告「停电通知」", "云集街道，11 月 16 日（周一）起，已做保密审查")
        ),
    ),
    Act(
        "add",
        "station",
        "jiedao",
        sent(
            "office:add_bulletin",
            VALUES | {"published_on": "2026-11-20", "until": "2026-11-21", "station": "S1"},
            of_it=False,
        ),
        Effect(
            new={
                "Article": [
                    PUBLISHED | {"published_on": "11-20", "until": "11-21", "station": "it"}
                ]
            }
            | logged(
                "发布公告「停电通知」",
                "果园路社区代表联络站，11 月 20 日（周五）起至 11 月 21 日（周六），已做保密审查",
            )
        ),
    ),
    # The day it was published is kept, though it is over; who published it stays.
    Act(
        "edit",
        "shown",
        "jiedao",
        sent(
            "office:edit_bulletin",
            VALUES | {"title": "本月接待安排", "published_on": "2026-11-12"},
        ),
        Effect(
            {"it": {"body": "周三停电半天。"}},
            new=logged(
                "修改公告「本月接待安排」",
                "内容：欢迎来站里坐坐。 → 周三停电半天。；已做保密审查，可以公开：否 → 是",
            ),
        ),
    ),
    Act(
        "withdraw",
        "shown",
        "quxian",
        sent("office:withdraw_bulletin"),
        Effect(
            {"it": dict(state="withdrawn", withdrawn_by="quxian", withdrawn_at="now")},
            new=logged("撤下公告「本月接待安排」", by="quxian: 区人大"),
        ),
    ),
    # What was asked for is done already, and what is withdrawn stays as it was.
    Act("withdraw", "withdrawn", "jiedao", sent("office:withdraw_bulletin"), Effect()),
    Act("edit", "withdrawn", "jiedao", sent("office:edit_bulletin", VALUES), Effect()),
]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker) as now:
        cast = make_cast()
        shown = make_article(cast.tree.yunji, cast.jiedao)
        withdrawn = make_article(
            cast.tree.yunji,
            cast.jiedao,
            state=PublishState.WITHDRAWN,
            withdrawn_by=cast.jiedao,
            withdrawn_at=BEFORE,
        )
        rows = {"station": cast.station, "yunji": cast.tree.yunji}
        rows |= {"shown": shown, "withdrawn": withdrawn}
        now.move_to(NOW)
        yield rows, read_rows()


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_does_this_and_nothing_else(act, built, db):
    happened, declared = act.carry_out(*built)
    assert happened == declared
