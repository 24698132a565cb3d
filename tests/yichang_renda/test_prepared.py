"""Queries compiled once: the same rows as the ORM's own, read anew each time."""

import django
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import Area
from yichang_renda.prepared import Part, Prepared

CHECKED_WITH = (5, 2)
CODE, COUNTY = "-code-", -7_000_001


def prepared(**options):
    """An area of that code, with the one above it where there is one coded elsewhere."""
    options = {
        "marks": [CODE],
        "parts": [
            Part("", Area, "code", "name", "short_name"),
            Part("coded_under__", Area, "name"),
        ],
    } | options
    return Prepared(
        lambda: Area.objects.filter(code=CODE).order_by("pk"),
        options["marks"],
        options["parts"],
        options.get("extras", ()),
    )


def test_django_is_the_release_that_this_was_checked_with():
    """It leans on three things that no release promises.

    When this fails, look at all three in the new release, run this file on both databases, and
    write the release down here: ``SQLCompiler.as_sql()`` gives text and parameters that may be
    executed later with others in their places; ``SQLCompiler.results_iter([rows])`` converts rows
    that somebody else has fetched; ``Model.from_db`` takes the attribute names of some columns.
    """
    assert django.VERSION[:2] == CHECKED_WITH


def test_rows_come_as_the_objects_of_the_parts(tree):
    [(street, coded)] = prepared()(tree.nanyuan.code)

    assert (type(street), street.pk, street.name) == (Area, tree.nanyuan.pk, "南苑街道")
    assert (type(coded), coded.pk, coded.name) == (Area, tree.xiling.pk, "西陵区")


def test_where_an_outer_join_finds_nothing_stands_none(tree):
    [(county, coded)] = prepared()(tree.xiling.code)
    assert (county, coded) == (tree.xiling, None)


def test_other_columns_are_read_when_they_are_asked_for(tree):
    [(street, _)] = prepared()(tree.nanyuan.code)

    assert street.get_deferred_fields() >= {"level", "path"}
    with CaptureQueriesContext(connection) as queries:
        assert street.level == "township"
    assert len(queries) == 1


def test_extras_come_after_the_objects(tree):
    [(street, name)] = prepared(parts=[Part("", Area, "code")], extras=["coded_under__short_name"])(
        tree.nanyuan.code
    )
    assert (street, name) == (tree.nanyuan, "西陵区")


def test_it_is_compiled_once_and_run_each_time(tree, monkeypatch):
    read = prepared()
    compiled = []
    compile_it = Prepared._compile
    monkeypatch.setattr(
        Prepared, "_compile", lambda self: compiled.append(self) or compile_it(self)
    )
    with CaptureQueriesContext(connection) as queries:
        first, second = read(tree.nanyuan.code), read(tree.xiling.code)

    assert (first[0][0], second[0][0]) == (tree.nanyuan, tree.xiling)
    assert (len(compiled), len(queries)) == (1, 2)


def test_a_change_is_seen_at_once(tree):
    read = prepared()
    read(tree.nanyuan.code)
    Area.objects.filter(pk=tree.nanyuan.pk).update(name="改名街道")
    assert read(tree.nanyuan.code)[0][0].name == "改名街道"


def test_what_is_not_there_gives_no_rows(tree):
    assert prepared()("no such code") == []


def test_values_are_bound_and_never_read_as_sql(tree):
    assert prepared()("' OR 1=1 --") == []


@pytest.mark.parametrize("values", [(), ("420502", "420525")])
def test_one_value_for_each_mark(tree, values):
    with pytest.raises(ValueError, match=r"zip\(\) argument"):
        prepared()(*values)


def test_marks_of_several_kinds_stand_wherever_the_query_has_them(tree):
    read = Prepared(
        lambda: Area.objects.filter(code__gte=CODE, coded_under=COUNTY).order_by("pk"),
        [COUNTY, CODE],
        [Part("", Area, "code")],
    )
    assert read(tree.xiling.pk, "420502008") == [[tree.nanyuan]]
    assert read(tree.xiling.pk, "420502009") == []


def test_columns_that_a_model_does_not_have_are_refused_at_once():
    with pytest.raises(AssertionError):
        Part("", Area, "code", "nickname")
