"""Seats of words become seats of rows (representatives 0003–0005), and words again."""

from datetime import date

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from tests.factories.areas import make_tree
from tests.factories.casework import make_station

pytestmark = pytest.mark.django_db(transaction=True)

APP = "representatives"
WORDS, ROWS = (APP, "0002_initial"), (APP, "0005_seats_assigned")


@pytest.fixture
def tables():
    """Moves the tables to a state and gives its models; at the end all are up to date again."""

    def move(target):
        MigrationExecutor(connection).migrate([target])
        executor = MigrationExecutor(connection)
        done = [
            key for key in executor.loader.applied_migrations if key in executor.loader.graph.nodes
        ]
        apps = executor.loader.project_state(done).apps
        return lambda name: apps.get_model(APP, name)

    yield move
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


@pytest.fixture
def seats(tables):
    """Three persons with the seats of a roster as they were written, and the maker of tables."""
    tree = make_tree()
    station = make_station(tree.guoyuanlu)
    model = tables(WORDS)

    def person(name):
        return model("Representative").objects.create(name=name, station_id=station.pk)

    qin, he, you = map(person, ("秦望舒", "贺知远", "尤清和"))

    def seat(who, level, congress, term, body, area, **more):
        model("Seat").objects.create(
            representative=who,
            level=level,
            congress=congress,
            term=term,
            electing_body=body,
            area_id=area.pk,
            **more,
        )

    over = {"status": "ended", "end_reason": "term_over"}
    seat(qin, "county", "西陵区", 6, "第 1 选区", tree.yunji)
    seat(qin, "city", "宜昌市", 7, "西陵区", tree.xiling)
    seat(qin, "county", "西陵区", 5, "第 1 选区", tree.yunji, ended_on=date(2021, 12, 20), **over)
    seat(he, "county", "西陵区", 6, "第 1 选区", tree.xiba)
    seat(he, "township", "鸣凤镇", 5, "第 1 选区", tree.fengshan)
    seat(he, "national", "全国", 14, "湖北省", tree.city)
    seat(you, "county", "西陵区", 6, "第 9 选区", tree.nanyuan)
    seat(you, "county", "远安县", 18, "第 1 选区", tree.mingfeng, status="suspended")
    seat(he, "county", "远安县", 17, "第 2 选区", tree.leizu)
    return tables


def words(model):
    rows = model("Seat").objects.values_list(
        "representative__name", "level", "congress", "term", "electing_body", "status", "ended_on"
    )
    return sorted(rows, key=str)


def rows(model):
    found = model("Seat").objects.values_list(
        "representative__name",
        "term__congress__name",
        "term__number",
        "district__name",
        "unit__name",
        "status",
    )
    return sorted(found, key=str)


def all_of(model, name, *columns):
    return set(model(name).objects.values_list(*columns))


def test_the_words_of_a_seat_become_rows_and_words_again(seats):
    """One walk there, back and there: every move rebuilds many tables."""
    before = words(seats(WORDS))
    model = seats(ROWS)
    assert all_of(model, "Congress", "level", "name", "area__short_name") == {
        ("county", "西陵区", "西陵区"),
        ("county", "远安县", "远安县"),
        ("township", "鸣凤镇", "鸣凤镇"),
        ("city", "宜昌市", "宜昌市"),
        ("national", "全国", "宜昌市"),
    }
    assert all_of(model, "ElectingUnit", "level", "name", "area__short_name") == {
        ("city", "西陵区", "西陵区"),
        ("national", "湖北省", "宜昌市"),
    }
    # The highest term of a congress runs; an older one is over, today if no day is known.
    assert all_of(model, "Term", "congress__name", "number", "closed_on") == {
        ("西陵区", 5, date(2021, 12, 20)),
        ("西陵区", 6, None),
        ("远安县", 18, None),
        ("远安县", 17, timezone.localdate()),
        ("鸣凤镇", 5, None),
        ("宜昌市", 7, None),
        ("全国", 14, None),
    }
    district = model("ElectoralDistrict").objects.get(
        name="第 1 选区", term__congress__name="西陵区", term__number=6
    )
    assert set(district.areas.values_list("short_name", flat=True)) == {"云集街道", "西坝街道"}
    assert {seat.representative.name for seat in district.seats.all()} == {"秦望舒", "贺知远"}
    assert all_of(model, "Seat", "level", "district__level", "unit__level") == {
        ("county", "county", None),
        ("township", "township", None),
        ("city", None, "city"),
        ("national", None, "national"),
    }

    first = rows(model)
    model = seats(WORDS)
    assert words(model) == before
    assert all_of(model, "Seat", "level", "congress", "area__short_name") >= {
        ("township", "鸣凤镇", "凤山社区"),
        ("city", "宜昌市", "西陵区"),
    }
    assert rows(seats(ROWS)) == first
