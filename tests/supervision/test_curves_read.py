"""What stands on a curve: which years, under which name, where it breaks, and what is absent."""

from datetime import date
from decimal import Decimal

import pytest

from supervision.curves.charts import rank_chart, score_chart
from supervision.curves.reading import read
from supervision.models import Count, Evaluation, Lineage, Scheme
from supervision.states import Direction, Purpose
from tests.factories.curves import (
    bureau,
    make_class,
    make_course,
    make_reported,
    make_result,
    make_year,
    withhold,
)
from tests.factories.evaluations import make_scheme

pytestmark = pytest.mark.time_machine("2026-11-28 12:00", tick=False)


def curve_of(cast, department, **options):
    return read(cast.tree.xiling, **options).of(department.pk)


def shown(curve):
    return [(p.year, str(p.score), p.rank) for p in curve.points]


def test_five_years_end_with_the_latest_that_has_a_result(cast):
    department = bureau(cast)
    make_course(cast, department, {y: (80 + y - 2020, 1) for y in range(2020, 2026)})
    found = read(cast.tree.xiling)
    assert found.years == [2021, 2022, 2023, 2024, 2025]
    assert [p.year for p in found.curves[0].points] == [2021, 2022, 2023, 2024, 2025]


def test_of_several_ratings_in_a_year_the_last_one_stands(cast):
    department = bureau(cast)
    first, second = make_year(cast, 2025), make_year(cast, 2025)
    make_result(second, department, 88, 2)
    make_result(first, department, 70, 9)
    moment = first.evaluation.closed_at.replace(month=6)
    Evaluation.objects.filter(pk=first.evaluation_id).update(closed_at=moment)
    assert shown(curve_of(cast, department)) == [(2025, "88.00", 2)]


def test_a_correction_replaces_what_was_counted(cast):
    department = bureau(cast)
    count = make_year(cast, 2025)
    wrong = make_result(count, department, 70, 9)
    Count.objects.filter(pk=count.pk).update(is_current=False)
    approval = count.evaluation.approve(
        "correct", body="主任会议", day=date(2025, 12, 3), document="1 号", by=cast.quxian
    )
    newer = Count.objects.create(
        evaluation=count.evaluation,
        version=2,
        reason="录错",
        approval=approval,
        eligible=60,
        issued=50,
        returned=50,
        has_quorum=True,
        counted_at=count.counted_at,
        file_digest="d",
        plain_digest="d",
    )
    wrong.pk, wrong.count, wrong.score = None, newer, Decimal(88)
    wrong.save()
    assert shown(curve_of(cast, department)) == [(2025, "88.00", 9)]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "closed"},
        {"state": "open"},
        {"purpose": Purpose.SELECTION, "places": 3},
        {"direction": Direction.UNIT},
    ],
)
def test_what_is_not_a_counted_rating_of_departments_is_absent(cast, fields):
    department = bureau(cast)
    make_result(make_year(cast, 2025, **fields), department)
    assert curve_of(cast, department) is None


@pytest.mark.parametrize(
    "fault", [{"has_quorum": False}, {"over_issued": "slip"}, {"eligible": 40}]
)
def test_an_invalid_vote_is_absent(cast, fault):
    department = bureau(cast)
    count = make_year(cast, 2025)
    make_result(count, department)
    Count.objects.filter(pk=count.pk).update(**fault)
    assert curve_of(cast, department) is None


def test_withheld_results_are_absent(cast):
    department = bureau(cast)
    make_course(cast, department, {2024: (80, 3), 2025: (81, 2)})
    withhold(make_result(make_year(cast, 2026), department))
    curve = curve_of(cast, department)
    assert shown(curve) == [(2024, "80.00", 3), (2025, "81.00", 2)]


def test_a_small_sample_has_no_rank_and_a_hollow_point(cast):
    department = bureau(cast)
    make_result(make_year(cast, 2025), department, 90, 1, valid=8)
    curve = curve_of(cast, department)
    assert (curve.latest.is_small, curve.latest.rank, curve.latest.reaches) == (True, None, None)
    assert [dot.kind for dot in score_chart(curve, "score").lines[0].dots] == ["small"]
    assert rank_chart(curve) is None


def test_reported_years_are_marked_and_stand_back_behind_counted_ones(cast):
    department = bureau(cast)
    make_reported(department, 2024, 77)
    make_reported(department, 2025, 60)
    make_course(cast, department, {2025: (88, 2)})
    curve = curve_of(cast, department)
    assert [(p.year, p.is_reported, str(p.score)) for p in curve.points] == [
        (2024, True, "77.00"),
        (2025, False, "88.00"),
    ]
    assert [dot.kind for dot in score_chart(curve, "score").lines[0].dots] == ["reported", "solid"]


def test_equal_figures_share_a_rank_on_the_curve_too(cast):
    first, second = bureau(cast, "甲局"), bureau(cast, "乙局")
    for department in (first, second):
        make_course(cast, department, {2025: (88, 1)})
    assert [curve.latest.rank for curve in read(cast.tree.xiling).curves] == [1, 1]


# where it breaks ------------------------------------------------------------------------------


def two_years(cast, **second):
    """A department rated under one scheme in 2024 and another in 2025."""
    department = bureau(cast)
    before = make_scheme(cast.tree.xiling)
    after = make_scheme(cast.tree.xiling, **{"name": "另一个方案"} | second)
    make_result(make_year(cast, 2024, scheme=before), department)
    make_result(make_year(cast, 2025, scheme=after), department)
    return curve_of(cast, department)


def drawn(curve):
    line = score_chart(curve, "score").lines[0]
    return bool(line.lines), len(line.breaks)


def test_the_same_scheme_draws_one_line(cast):
    department = bureau(cast)
    make_course(cast, department, {2024: (80, 3), 2025: (81, 2)})
    assert drawn(curve_of(cast, department)) == (True, 0)


def test_another_scheme_breaks_the_line(cast):
    curve = two_years(cast)
    assert [p.breaks for p in curve.points] == [False, True]
    assert drawn(curve) == (False, 1)


@pytest.mark.parametrize(("is_comparable", "expected"), [(True, (True, 0)), (False, (False, 1))])
def test_versions_go_on_where_they_are_comparable(cast, is_comparable, expected):
    department = bureau(cast)
    first = make_scheme(cast.tree.xiling)
    second = make_scheme(cast.tree.xiling, version=2, previous=first, is_comparable=is_comparable)
    make_result(make_year(cast, 2024, scheme=first), department)
    make_result(make_year(cast, 2025, scheme=second), department)
    assert drawn(curve_of(cast, department)) == expected


def test_a_comparable_version_over_two_steps(cast):
    """v1 → v2 → v3: comparable as long as every step is."""
    department = bureau(cast)
    first = make_scheme(cast.tree.xiling)
    second = make_scheme(cast.tree.xiling, version=2, previous=first, is_comparable=True)
    third = make_scheme(cast.tree.xiling, version=3, previous=second, is_comparable=True)
    make_result(make_year(cast, 2024, scheme=first), department)
    make_result(make_year(cast, 2025, scheme=third), department)
    assert drawn(curve_of(cast, department)) == (True, 0)
    Scheme.objects.filter(pk=second.pk).update(is_comparable=False)
    assert drawn(curve_of(cast, department)) == (False, 1)


@pytest.mark.parametrize(
    ("scheme_name", "breaks"),
    [
        ("满意度测评方案（第 1 版）", False),
        ("满意度测评方案", False),
        ("2024 年测评办法", True),
    ],
)
def test_a_reported_year_is_comparable_where_it_names_the_scheme(cast, scheme_name, breaks):
    department = bureau(cast)
    make_reported(department, 2024, scheme_name=scheme_name)
    make_course(cast, department, {2025: (88, 2)})
    assert curve_of(cast, department).latest.breaks is breaks


def test_another_class_breaks_the_line_of_ranks_alone(cast):
    department = bureau(cast)
    other = make_class(cast.tree.xiling, "执法监管", 1)
    make_result(make_year(cast, 2024), department)
    make_result(make_year(cast, 2025), department, unit_class=other)
    latest = curve_of(cast, department).latest
    assert (latest.breaks, latest.rank_breaks) == (False, True)


def test_a_missing_year_is_crossed_by_dashes(cast):
    department = bureau(cast)
    make_course(cast, department, {2023: (80, 3), 2025: (81, 2)})
    line = score_chart(curve_of(cast, department), "score").lines[0]
    assert (line.lines, bool(line.gaps)) == ("", True)


# renamed and merged ---------------------------------------------------------------------------


def became(old, new, kind):
    Lineage.objects.create(predecessor=old, successor=new, kind=kind, on=date(2025, 3, 1))


def test_a_renamed_department_keeps_its_years_under_the_old_name(cast):
    old, new = bureau(cast, "商业局"), bureau(cast, "商务局")
    became(old, new, "renamed")
    make_course(cast, old, {2024: (80, 3)})
    make_course(cast, new, {2025: (88, 2)})
    found = read(cast.tree.xiling)
    assert [curve.name for curve in found.curves] == ["商务局"]
    curve = found.curves[0]
    assert [(p.year, p.former, p.breaks) for p in curve.points] == [
        (2024, "商业局", False),
        (2025, "", False),
    ]
    assert found.became == {old.pk: new.pk}


def test_names_follow_over_several_changes(cast):
    first, second, third = (bureau(cast, name) for name in ("甲局", "乙局", "丙局"))
    became(first, second, "renamed")
    became(second, third, "renamed")
    make_course(cast, first, {2023: (80, 3)})
    make_course(cast, second, {2024: (81, 3)})
    make_course(cast, third, {2025: (88, 2)})
    curve = read(cast.tree.xiling).curves[0]
    assert [p.former for p in curve.points] == ["甲局", "乙局", ""]


def test_a_name_changed_in_place_shows_the_name_of_the_day(cast):
    department = bureau(cast, "商务局")
    make_result(make_year(cast, 2024), department, named="商业局")
    assert curve_of(cast, department).latest.former == "商业局"


def test_a_unit_that_went_into_another_stands_beside_its_curve(cast):
    old, new = bureau(cast, "粮食局"), bureau(cast, "发改局")
    became(old, new, "merged")
    make_course(cast, old, {2024: (70, 9)})
    make_course(cast, new, {2024: (80, 3), 2025: (88, 2)})
    curve = curve_of(cast, new)
    assert shown(curve) == [(2024, "80.00", 3), (2025, "88.00", 2)]
    assert [(p.year, p.former) for p in curve.beside] == [(2024, "粮食局")]
    assert [dot.label for dot in score_chart(curve, "score").beside] == ["粮食局 70.00"]


def test_a_merged_unit_without_other_years_goes_on_broken(cast):
    old, new = bureau(cast, "粮食局"), bureau(cast, "储备局")
    became(old, new, "merged")
    make_course(cast, old, {2024: (70, 9)})
    make_course(cast, new, {2025: (88, 2)})
    curve = curve_of(cast, new)
    assert [(p.year, p.former, p.breaks) for p in curve.points] == [
        (2024, "粮食局", False),
        (2025, "", True),
    ]


def test_of_two_that_became_one_neither_is_the_line(cast):
    first, second, new = (bureau(cast, name) for name in ("甲局", "乙局", "合局"))
    became(first, new, "merged")
    became(second, new, "merged")
    for department in (first, second):
        make_course(cast, department, {2024: (70, 9)})
    make_course(cast, new, {2025: (88, 2)})
    curve = curve_of(cast, new)
    assert [p.year for p in curve.points] == [2025]
    assert [p.former for p in curve.beside] == ["甲局", "乙局"]


# for everybody --------------------------------------------------------------------------------


def test_the_public_curve_holds_published_years_alone(cast):
    department = bureau(cast)
    make_result(make_year(cast, 2024, state="published"), department, 80, 3)
    make_result(make_year(cast, 2025), department, 88, 2)
    make_reported(department, 2023)
    curve = curve_of(cast, department, public=True)
    assert shown(curve) == [(2024, "80.00", None)]


def test_ranks_are_public_only_where_they_are_published(cast):
    department = bureau(cast)
    count = make_year(cast, 2024, state="published", with_ranks=True)
    make_result(count, department, 80, 3)
    assert shown(curve_of(cast, department, public=True)) == [(2024, "80.00", 3)]
