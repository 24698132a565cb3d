"""Publishing what a community discloses, and taking it back: what changes, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from casework.publishing import PublishState
from tests.effects.engine import Effect, read_rows
from tests.effects.pages import sent
from tests.effects.rows import Act
from tests.factories.casework import make_cast
from tests.factories.community import make_congress, make_disclosure
from tests.factories.moments import BEFORE, NOW
from tests.neighbours import built_before


def logged(target: str) -> dict[str, Any]:
    return {
        "AuditEntry": [
            dict(
                at="now",
                actor="lianluo",
                actor_name="周敏",
                action="publish",
                target=target,
                area="guoyuanlu",
                network="127.0.0.0/24",
            )
        ]
    }


ACTS = [
    Act(
        "publish",
        "congress",
        "lianluo",
        sent(
            "office:publish_disclosure",
            {"column": "owners", "title": "换门禁", "body": "花了 3 万元。", "is_checked": "on"},
        ),
        Effect(
            new={
                "Disclosure": [
                    dict(
                        state="published",
                        written_by="lianluo",
                        secrecy_checked=True,
                        published_by="lianluo",
                        published_at="now",
                        congress="it",
                        column="owners",
                        title="换门禁",
                        body="花了 3 万元。",
                        published_on="11-16",
                    )
                ]
            }
            | logged("公开 果园路社区居民议事会 业委会事务公开：换门禁")
        ),
    ),
    Act(
        "withdraw",
        "shown",
        "lianluo",
        sent("office:withdraw_disclosure"),
        Effect(
            {"it": dict(state="withdrawn", withdrawn_by="lianluo", withdrawn_at="now")},
            new=logged("撤下 果园路社区居民议事会 物业事务公开：物业费收支"),
        ),
    ),
    # What was asked for is done already: whoever did it, and when, stays.
    Act("withdraw", "withdrawn", "lianluo", sent("office:withdraw_disclosure"), Effect()),
]


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker) as now:
        cast = make_cast()
        congress = make_congress(cast.station)
        gone = dict(state=PublishState.WITHDRAWN, withdrawn_by=cast.jiedao, withdrawn_at=BEFORE)
        rows = {
            "guoyuanlu": cast.tree.guoyuanlu,
            "congress": congress,
            "shown": make_disclosure(congress, cast.lianluo),
            "withdrawn": make_disclosure(congress, cast.lianluo, **gone),
        }
        now.move_to(NOW)
        yield rows, read_rows()


@pytest.mark.parametrize("act", ACTS, ids=str)
def test_an_act_does_this_and_nothing_else(act, built, db):
    happened, declared = act.carry_out(*built)
    assert happened == declared
