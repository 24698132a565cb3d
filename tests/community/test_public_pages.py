"""What the public reads of a small congress: names and words, never phones; nothing withdrawn."""

from datetime import date

import pytest
from django.urls import reverse

from community.public import disclosures_of
from tests.factories.community import (
    make_congress,
    make_disclosure,
    make_meeting,
    make_resident,
    make_task,
)
from tests.factories.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-11-23 10:00", tick=False)]
OLD = {"starts_on": date(2020, 1, 1), "ends_on": date(2023, 1, 1)}


def page(client, cast):
    return client.get(reverse("portal:community", args=[cast.station.pk]))


def column(cast, name="property"):
    return reverse("portal:disclosures", args=[cast.station.pk, name])


def test_serving_residents_meetings_held_and_logs_are_shown(client, cast, congress):
    make_resident(congress, represents="1 号楼")
    make_resident(congress, "老代表", **OLD)
    make_meeting(congress, held_on=date(2026, 10, 12), attended=23, decisions="先划消防通道。")
    make_meeting(congress, topic="过了日子没开", planned_on=date(2026, 11, 1))
    make_task(congress.working_groups.first())
    text = page(client, cast).content.decode()
    assert "覃春兰（1 号楼）" in text
    assert "先划消防通道。" in text
    assert "清理楼道" in text
    assert "老代表" not in text
    assert "过了日子没开" not in text


def test_a_withdrawn_entry_is_gone_everywhere(client, cast, congress):
    make_disclosure(congress, cast.lianluo).withdraw(by=cast.lianluo)
    for url in (column(cast), reverse("portal:community", args=[cast.station.pk])):
        assert "物业费收支" not in client.get(url).content.decode()
    assert [one.newest for one in disclosures_of(cast.station)["columns"]] == [None, None, None]


def test_every_entry_of_a_column_is_reached_by_key(client, cast, congress):
    for number in range(11):
        make_disclosure(congress, cast.lianluo, title=f"第 {number} 条")
    first = client.get(column(cast))
    second = client.get(column(cast) + first.context["older_url"].split("#")[0])
    titles = [entry.title for answer in (first, second) for entry in answer.context["entries"]]
    assert titles == [f"第 {number} 条" for number in reversed(range(11))]
    assert client.get(f"{column(cast)}?before=2026-99-99_x").status_code == 200


def test_a_station_without_one_and_a_column_that_is_none_are_missing(client, cast):
    assert page(client, cast).status_code == 404
    make_congress(cast.station)
    assert client.get(column(cast, "cats")).status_code == 404
    assert page(client, cast).status_code == 200


def test_the_station_page_shows_the_newest_of_each_column(client, cast, congress):
    make_disclosure(congress, cast.lianluo, title="旧的", published_on=date(2026, 10, 1))
    make_disclosure(congress, cast.lianluo, title="新的")
    text = client.get(reverse("portal:station", args=[cast.station.pk])).content.decode()
    assert "新的" in text
    assert "旧的" not in text
    assert column(cast) in text


def fill(cast, congress, number):
    for _ in range(number):
        make_resident(congress, f"居民{congress.residents.count()}")
        make_meeting(congress, held_on=date(2026, 10, 12), attended=9, decisions="议定")
        make_task(congress.working_groups.first())
        make_disclosure(congress, cast.lianluo)


def test_the_pages_cost_the_same_for_one_and_three(client, cast, congress):
    urls = [reverse("portal:community", args=[cast.station.pk]), column(cast)]
    fill(cast, congress, 1)
    one = [count_queries(client, url) for url in urls]
    fill(cast, congress, 2)
    assert [count_queries(client, url) for url in urls] == one
