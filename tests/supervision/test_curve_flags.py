"""When a curve is flagged, and what it says about why: a table of cases.

Points are written as (score, rank) of fourteen; a line of 85 on the weighted score.
"""

from decimal import Decimal

import pytest

from supervision.curves.curve import Curve, Point, SchemeFacts
from supervision.curves.flags import is_low, judge, on, reaching
from supervision.curves.words import headline
from supervision.models import CurveRules

LAST = 2025
SCORE = SchemeFacts(1, "方案（第 1 版）", 1, Decimal(85), "score", 10)
RATE = SchemeFacts(2, "方案（第 2 版）", 1, Decimal(85), "satisfaction", 10)
OTHER = SchemeFacts(3, "新方案（第 1 版）", 3, Decimal(85), "score", 10)
RULES = CurveRules()


def point(year, score, rank, scheme=SCORE, **fields):
    value = Decimal(str(score))
    satisfaction = Decimal(str(fields.pop("satisfaction", 90)))
    measured = value if scheme.target_measure == "score" else satisfaction
    values = dict(
        year=year,
        name="示例局",
        is_reported=False,
        score=value,
        satisfaction=satisfaction,
        rank=rank,
        ranked=14 if rank else None,
        in_class=True,
        class_name="经济管理",
        ballots=50,
        workload=7,
        epoch=(scheme.root,),
        scheme=scheme,
        scheme_name=scheme.label,
        reaches=measured >= scheme.target,
    )
    return Point(**values | fields)


def curve(*points, last=LAST):
    return Curve(1, "示例局", list(range(2021, 2026)), last, points)


def years(*course, **fields):
    """The latest years up to 2025, one (score, rank) each."""
    first = LAST - len(course) + 1
    return curve(*(point(first + n, *pair, **fields) for n, pair in enumerate(course)))


def flags(one, rules=RULES):
    return [flag.kind for flag in on(judge(one, rules))]


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ([(85, 3)], ["reached"]),
        ([("84.99", 3)], []),
        ([(90, 3), (88, 3)], ["reached"]),
        # five places down are a fall, four are not
        ([(80, 3), (80, 8)], ["falling"]),
        ([(80, 3), (80, 7)], []),
        # five points down are a fall, 4.99 are not
        ([(84, 3), (79, 3)], ["falling"]),
        ([(84, 3), ("79.01", 3)], []),
        # rising is no fall, whatever happened before
        ([(90, 1), (80, 9), (81, 8)], []),
        # a fall may end above the line
        ([(95, 1), (86, 6)], ["reached", "falling"]),
        # the last of fourteen for three years; two years are not enough
        ([(60, 14), (60, 14), (60, 14)], ["low"]),
        ([(60, 13), (60, 14), (60, 14)], []),
        ([(60, 14), (60, 14)], []),
        # getting out of it ends it
        ([(60, 14), (60, 14), (60, 14), (60, 13)], []),
    ],
)
def test_a_flag_follows_from_the_years(course, expected):
    assert flags(years(*course)) == expected


def test_rules_of_an_area_move_the_flags():
    strict = CurveRules(fall_places=1, fall_points=1, low_percent=30, low_years=2)
    assert flags(years((80, 3), (80, 4)), strict) == ["falling"]
    assert flags(years((60, 11), (60, 11)), strict) == ["low"]  # 30 % of 14: the last four
    assert flags(years((60, 10), (60, 10)), strict) == []


def test_a_shared_last_place_is_not_the_last():
    """1, 1, 3: of two who share 13 of 14, nobody is 14th."""
    assert is_low(point(2025, 60, 13), RULES) is False
    assert is_low(point(2025, 60, 14), RULES) is True


def test_who_is_alone_in_a_class_is_not_the_last():
    assert is_low(point(2025, 60, 1, ranked=1), RULES) is False


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        # other schemes: neither places nor points are compared, the line is each year's own
        (curve(point(2024, 95, 1, OTHER), point(2025, 80, 9)), []),
        # comparable versions go on
        (curve(point(2024, 95, 1), point(2025, 80, 9, RATE)), ["reached", "falling"]),
        # another class: places are not compared, points are
        (curve(point(2024, 80, 1, class_name="执法"), point(2025, 80, 9)), []),
        (curve(point(2024, 85, 1, class_name="执法"), point(2025, 80, 9)), ["falling"]),
        # three years low, but under two schemes
        (curve(*(point(y, 60, 14, OTHER if y == 2023 else SCORE) for y in (2023, 2024, 2025))), []),
        # three years low with one missing between: not running
        (curve(*(point(y, 60, 14) for y in (2022, 2023, 2025))), []),
    ],
)
def test_only_comparable_years_are_judged(one, expected):
    assert flags(one) == expected


def test_the_line_is_about_the_measure_that_the_scheme_names():
    by_rate = years((60, 3), scheme=RATE, satisfaction=86)
    reached = judge(by_rate, RULES)[0]
    assert (reached.is_on, reached.label, reached.why) == (
        True,
        "满意率达到 85%",
        "2025 年满意率 86.00%。",
    )
    by_score = judge(years((60, 3), satisfaction=99), RULES)[0]
    assert (by_score.is_on, by_score.label) == (False, "加权得分达到 85")


def test_reported_years_and_small_samples_are_not_judged():
    small = years((95, 1), (60, None))
    small = curve(small.points[0], point(2025, 60, None, is_small=True, reaches=None, ballots=8))
    assert flags(small) == []
    assert {flag.why for flag in judge(small, RULES)} == {"2025 年样本不足，不判断。"}
    reported = curve(point(2025, 95, 1, is_reported=True, scheme=SCORE), last=None)
    assert {flag.why for flag in judge(reported, RULES)} == {"只有报告数，不判断。"}
    # A reported year before is no year to fall from.
    before = curve(point(2024, 95, 1, is_reported=True), point(2025, 80, 9))
    assert flags(before) == []


def test_who_was_not_rated_in_the_latest_year_has_no_flag():
    old = curve(point(2024, 95, 1))
    assert flags(old) == []
    assert judge(old, RULES)[0].why == "2025 年没有测评结果，不判断。"


def test_a_flag_says_why_and_a_missing_one_why_not():
    fallen = judge(years((90, 3), (84, 9)), RULES)
    assert [flag.why for flag in fallen] == [
        "2025 年加权得分 84.00，没有达到 85。",
        "同类名次从 2024 年第 3 名到 2025 年第 9 名，降了 6 名（5 名以上算）；"
        "加权得分从 2024 年 90.00 到 2025 年 84.00，降了 6.00 分（5 分以上算）。",
        "2025 年第 9／14 名，不在同类后 10%。",
    ]
    low = judge(years((60, 14), (60, 14), (60, 14)), RULES)[2]
    assert low.why == (
        "连续 3 年排在同类后 10%：2023 年第 14／14 名、2024 年第 14／14 名、2025 年第 14／14 名。"
    )
    broken = judge(curve(point(2024, 95, 1, OTHER), point(2025, 80, 9)), RULES)[1]
    assert broken.why == "2024 年和 2025 年不可比，不判断。"
    assert judge(years((80, 9)), RULES)[1].why == "没有上一个年度可以比。"


@pytest.mark.parametrize(
    ("course", "why"),
    [
        (
            [(60, 14)] * 2,
            "排在全部单位后 10% 的只有 2 年（2024 年第 14／14 名、2025 年第 14／14 名），不到连续 3 年。",
        ),
        ([(60, 9)], "2025 年第 9／14 名，不在全部单位后 10%。"),
        (
            [(60, 14)] * 3,
            "连续 3 年排在全部单位后 10%：2023 年第 14／14 名、2024 年第 14／14 名、2025 年第 14／14 名。",
        ),
    ],
    ids=["two years", "not low", "three years"],
)
def test_where_there_are_no_classes_low_is_said_of_all_units(course, why):
    one = years(*course, in_class=False, class_name="")
    assert judge(one, RULES)[2].why == why


def test_years_that_reach_the_line_are_counted_back_without_a_gap():
    assert [p.year for p in reaching(years((86, 1), (80, 1), (86, 1), (86, 1)).counted())] == [
        2024,
        2025,
    ]
    with_gap = curve(point(2022, 86, 1), point(2023, 86, 1), point(2025, 86, 1))
    assert [p.year for p in reaching(with_gap.counted())] == [2025]


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (years((77, 9), (86, 3), (88, 2)), "加权得分连续两年达到 85，同类名次从第 9 升到第 2"),
        (years((90, 2), (80, 2)), "2025 年加权得分 80.00，没有达到 85，同类名次还是第 2"),
        (years((90, 2)), "2025 年加权得分达到 85，同类名次第 2"),
        (years((60, 2), scheme=RATE, satisfaction=91), "2025 年满意率达到 85%，同类名次第 2"),
        (
            curve(point(2024, 90, 1, OTHER), point(2025, 90, 5)),
            "加权得分连续两年达到 85，同类名次第 5",
        ),
        (
            curve(point(2025, 90, None, is_small=True, ballots=8)),
            "2025 年样本不足，有效票只有 8 张",
        ),
        (
            curve(point(2025, 90, 3, is_reported=True), last=None),
            "2025 年报告的加权得分 90.00",
        ),
    ],
)
def test_the_heading_is_a_sentence_that_names_the_measure(one, sentence):
    assert headline(one) == f"示例局：{sentence}"
