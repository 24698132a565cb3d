"""Stations, people, groups and branches, and what is recorded of them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from representatives.models import DutyReport
from stations.models import Group, PartyBranch, StationCover
from tests.factories.accounts import make_user
from tests.factories.casework import (
    Cast,
    make_department,
    make_officer,
    make_representative,
    make_station,
)
from tests.factories.register import (
    make_branch,
    make_comrade,
    make_group,
    make_member,
    make_visit,
)
from tests.office.lists.samples.sample import Sample


def another_station(cast: Cast, n: int, **fields: Any) -> Any:
    """In the other county, whose staff sees nothing of the cast's."""
    return make_station(cast.tree.fengshan, code=f"N{n}", pinyin=f"zhan {n}", **fields)


def covered(cast: Cast, n: int) -> StationCover:
    today = timezone.localdate()
    return StationCover.objects.create(
        station=another_station(cast, n), starts_on=today, ends_on=today + timedelta(days=n)
    )


def branch(cast: Cast) -> PartyBranch:
    return PartyBranch.objects.first() or make_branch(cast.tree.xiba)


def group(cast: Cast) -> Group:
    return Group.objects.first() or make_group(cast.tree.xiba)


def reported(cast: Cast, n: int) -> DutyReport:
    person = make_representative(f"代表{n}", cast.station, pinyin=f"daibiao {n}")
    values = {"audience": "选民代表", "attended": 20 + n}
    return DutyReport.objects.create(representative=person, day=timezone.localdate(), **values)


SAMPLES = {
    "branches": Sample(
        "office:branches",
        lambda cast, n: make_comrade(
            make_branch(cast.tree.xiba, f"支部{n}"), cast.representative, "secretary"
        ),
    ),
    "covers": Sample("office:cover", covered, user="stranger"),
    "branch_members": Sample(
        "office:branch",
        lambda cast, n: make_comrade(
            branch(cast), make_representative(f"党员{n}", cast.station, pinyin=f"dang {n}")
        ),
        owner=branch,
    ),
    "departments": Sample(
        "office:people",
        lambda cast, n: make_department(cast.tree.fengshan, f"居委会{n}", make_user(f"d{n}")),
        user="stranger",
        query="?kind=departments",
    ),
    "duty_reports": Sample("office:duty_reports", reported),
    "group_members": Sample(
        "office:group",
        lambda cast, n: make_member(
            group(cast), make_representative(f"组员{n}", cast.station, pinyin=f"zu {n}")
        ),
        owner=group,
    ),
    "groups": Sample(
        "office:groups",
        lambda cast, n: make_member(
            make_group(cast.tree.xiba, f"第 {n} 组"), cast.representative, "leader"
        ),
    ),
    "officers": Sample(
        "office:people",
        lambda cast, n: make_officer(
            f"联络员{n}", another_station(cast, n), user=make_user(f"o{n}")
        ),
        user="stranger",
        query="?kind=officers",
    ),
    "representatives": Sample(
        "office:people",
        lambda cast, n: make_representative(
            f"代表{n}", another_station(cast, n), user=make_user(f"r{n}"), pinyin=f"daibiao {n}"
        ),
        user="stranger",
    ),
    "stations": Sample("office:stations", another_station, user="stranger"),
    "visits": Sample(
        "office:visits", lambda cast, n: make_visit(cast.station, cast.lianluo, visitors=n + 1)
    ),
}
