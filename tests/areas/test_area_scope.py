"""Who stands above, below and within an area."""

import pytest
from django.db import IntegrityError, connection, transaction

from areas.models import Area, Level


def codes(queryset):
    return set(queryset.values_list("code", flat=True))


def test_within_is_the_area_and_everything_below_it(tree):
    assert codes(Area.objects.within(tree.yunji)) == {
        "420502003",
        "420502003004",
        "420502003005",
    }
    assert codes(Area.objects.within(tree.taoli)) == {"420525102200"}
    assert Area.objects.within(tree.city).count() == 19


def test_zone_street_is_visible_to_both_offices_and_counted_once(tree):
    street = {"420502008", "420502008001", "420502008002"}
    assert street <= codes(Area.objects.within(tree.xiling))
    assert street <= codes(Area.objects.within(tree.gaoxin))
    assert not street & codes(Area.objects.within(tree.yuanan))
    assert not street & codes(Area.objects.filter(tree.xiling.subtree_q("")))
    assert street < codes(Area.objects.filter(tree.gaoxin.subtree_q("")))


def test_contains_agrees_with_within_for_every_pair(tree):
    everything = list(Area.objects.all())
    for area in everything:
        within = codes(Area.objects.within(area))
        assert {other.code for other in everything if area.contains(other)} == within


def test_scope_q_filters_another_model_by_its_area(tree):
    other = Area.objects.filter(tree.xiling.scope_q("coded_under__"))
    assert codes(other) == {"420502008"}


def test_scope_takes_one_query_for_a_county_none_elsewhere_and_is_kept(
    tree, django_assert_num_queries
):
    with django_assert_num_queries(0):
        tree.yunji.scope_q()
        tree.gaoxin.scope_q()
        tree.city.scope_q()
    with django_assert_num_queries(1):
        tree.xiling.scope_q()
        tree.xiling.scope_q("station__area__")
        tree.xiling.contains(tree.nanyuan)


def test_children_are_those_of_the_tree_and_on_request_those_coded_here(tree):
    assert codes(Area.objects.children_of(tree.xiling)) == {"420502003", "420502004"}
    assert codes(Area.objects.children_of(tree.xiling, with_coded=True)) == {
        "420502003",
        "420502004",
        "420502008",
    }


@pytest.mark.parametrize(
    ("name", "office", "above", "county"),
    [
        ("guoyuanlu", "yunji", "yunji", "xiling"),
        ("yunji", "yunji", "xiling", "xiling"),
        ("nanyuan_community", "nanyuan", "nanyuan", "gaoxin"),
        ("nanyuan", "nanyuan", "gaoxin", "gaoxin"),
        ("gaoxin", "gaoxin", "city", "gaoxin"),
        ("xiling", "xiling", "city", "xiling"),
    ],
)
def test_office_and_the_office_above(tree, name, office, above, county):
    area = getattr(tree, name)
    assert area.office_area() == getattr(tree, office)
    assert area.parent_office() == getattr(tree, above)
    assert area.county == getattr(tree, county)


def test_city_is_its_own_office_and_has_nobody_above(tree):
    assert tree.city.office_area() == tree.city
    assert tree.city.parent_office() is None
    assert tree.city.county is None
    assert tree.city.township is None


def test_a_lineage_runs_from_the_root_to_the_area_itself(tree, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert tree.xuetangwan.lineage == [
            tree.city,
            tree.gaoxin,
            tree.nanyuan,
            tree.xuetangwan,
        ]
        assert tree.xuetangwan.township == tree.nanyuan
        assert tree.xuetangwan.full_name() == "高新区南苑街道学堂湾社区"


@pytest.mark.parametrize("rows", [1, 3])
def test_primed_list_of_full_names_takes_one_query_at_any_length(
    tree, rows, django_assert_num_queries
):
    areas = list(Area.objects.at_level(Level.VILLAGE)[:rows])
    with django_assert_num_queries(1):
        Area.objects.prime_lineage(areas)
        names = [area.full_name() for area in areas]
    assert names[0] == "西陵区云集街道果园路社区"
    assert len(set(names)) == rows


@pytest.mark.usefixtures("whole_city")
def test_sub_tree_is_one_range_on_the_path_index():
    township = Area.objects.get(code="420583102")
    found = Area.objects.within(township)
    assert "LIKE" not in str(found.query).upper()
    if connection.vendor == "sqlite":
        assert "(path>? AND path<?)" in found.explain()
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE areas_area")
    plan = found.explain()
    assert "Seq Scan" not in plan
    assert "Index Cond: (((path)::text >= " in plan
    assert "Filter" not in plan


@pytest.mark.parametrize(
    "change",
    [
        {"level": Level.VILLAGE},
        {"is_function_zone": True},
        {"short_name": ""},
        {"code": "420502"},
        {"depth": 1},
    ],
)
def test_impossible_areas_are_refused_by_the_database(tree, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=tree.yunji.pk).update(**change)


def test_coded_under_is_for_townships_only(tree):
    with pytest.raises(IntegrityError), transaction.atomic():
        Area.objects.filter(pk=tree.taoli.pk).update(coded_under=tree.xiling)
