"""Curves as staff see them: all at once, one, some beside each other; rules; the bonus list."""

import io

import openpyxl
import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from supervision.models import CurveRules, Tally
from tests.factories.accounts import signed_in
from tests.factories.casework import make_department
from tests.factories.curves import (
    bureau,
    make_class,
    make_course,
    make_reported,
    make_result,
    make_year,
)
from tests.factories.evaluations import make_scheme
from tests.factories.queries import SESSION, STAFF_FRAME, count_queries

pytestmark = pytest.mark.time_machine("2026-11-28 12:00", tick=False)


LIST = reverse("office:curves")


def page_of(staff, department, **query):
    return staff.get(reverse("office:curve", args=[department.pk]), query)


def cards(page):
    return {
        name: [
            (card.name, card.value, card.rank, [label for _, label in card.flags]) for card in group
        ]
        for name, group in page.context["groups"]
    }


def test_all_departments_stand_in_their_classes_in_the_order_of_the_list(cast, staff):
    later = make_class(cast.tree.xiling, "执法监管", 1)
    first, second, third = bureau(cast, "甲局"), bureau(cast, "乙局"), bureau(cast, "丙局")
    count = make_year(cast, 2025)
    make_result(count, first, 80, 2, position=1, unit_class=later)
    make_result(count, second, 88, 1, position=0, unit_class=later)
    make_result(count, third, 70, 3, position=2)
    page = staff.get(LIST)
    assert cards(page) == {
        "经济管理": [("丙局", "70.00", "第 3／14 名", [])],
        "执法监管": [
            ("乙局", "88.00", "第 1／14 名", ["加权得分达到 85"]),
            ("甲局", "80.00", "第 2／14 名", []),
        ],
    }
    assert "3 个单位：2025 年 1 个达到达标线" in page.content.decode()


def test_filters_and_orders(cast, staff):
    good, fallen = bureau(cast, "甲局"), bureau(cast, "乙局")
    make_course(cast, good, {2024: (88, 2), 2025: (88, 2)})
    make_course(cast, fallen, {2024: (84, 1), 2025: (70, 9)})
    assert [row[0] for row in cards(staff.get(LIST, {"flag": "falling"}))["经济管理"]] == ["乙局"]
    assert cards(staff.get(LIST, {"unit_class": "没有的类"}))["经济管理"][0][0] == "甲局"
    assert [row[0] for row in cards(staff.get(LIST, {"order": "rank"}))[""]] == ["甲局", "乙局"]
    nothing = staff.get(LIST, {"flag": "low"})
    assert "没有这样的单位" in nothing.content.decode()


def test_the_table_holds_the_same_figures(cast, staff):
    department = bureau(cast, "甲局")
    make_course(cast, department, {2024: ("80.5", 3), 2025: (88, 2)})
    make_reported(department, 2023, 77)
    row = staff.get(LIST, {"view": "table"}).context["rows"][0]
    assert row["cells"] == [
        (2021, "—", ""),
        (2022, "—", ""),
        (2023, "77.00", "第 4／14 名 · 报告数"),
        (2024, "80.50", "第 3／14 名 · 和前面不可比"),
        (2025, "88.00", "第 2／14 名"),
    ]


def test_without_results_the_list_says_what_to_do(staff):
    assert "还没有部门的测评结果" in staff.get(LIST).content.decode()


@pytest.mark.parametrize("view", ["", "table"])
def test_the_list_takes_the_same_queries_for_one_and_for_three(cast, staff, view):
    make_course(cast, bureau(cast, "甲局"), {2024: (80, 3), 2025: (88, 2)})
    url = f"{LIST}?view={view}"
    one = count_queries(staff, url)
    for name in ("乙局", "丙局"):
        department = bureau(cast, name)
        make_course(cast, department, {2024: (80, 3), 2025: (88, 2)})
        make_reported(department, 2023)
    assert count_queries(staff, url) == one == SESSION + STAFF_FRAME + 10


# one department -------------------------------------------------------------------------------


def test_the_page_says_it_in_a_sentence_and_shows_why(cast, staff):
    department = bureau(cast, "示例局三")
    make_course(cast, department, {2023: (79, 9), 2024: (86, 3), 2025: (88, 2)})
    page = page_of(staff, department).content.decode()
    for words in (
        "示例局三：加权得分连续两年达到 85，同类名次从第 9 升到第 2",
        "满意 100、基本满意 70、不满意 30，不了解不计",
        '<span class="badge badge-done">加权得分达到 85</span> 2024、2025 年加权得分 86.00、88.00。',
        "没有触发「下降明显」：",
        '<desc id="score-chart-desc">示例局三：2023 年 79.00，2024 年 86.00，2025 年 88.00</desc>',
        '<desc id="rank-chart-desc">示例局三：2023 年 第 9／14 名，',
    ):
        assert words in page


def test_the_bar_of_the_latest_year_is_drawn_from_its_tallies(cast, staff):
    department = bureau(cast)
    result = make_result(make_year(cast, 2025), department, 88, 2)
    options = list(result.count.evaluation.scheme.options.order_by("position"))
    for option, votes in zip([*options, None], (30, 15, 4, 1, 2), strict=True):
        Tally.objects.create(result=result, ways="paper", option=option, votes=votes)
    parts = page_of(staff, department).context["latest"]["parts"]
    assert [(p.label, p.votes, p.width, p.tone, p.text) for p in parts] == [
        ("满意", 30, 60.0, "good", "满意 30"),
        ("基本满意", 15, 30.0, "fair", "基本满意 15"),
        ("不满意", 4, 8.0, "bad", "4"),
        ("不了解", 1, 2.0, "none", ""),
    ]


def test_every_year_of_the_table_leads_to_what_lies_beneath(cast, staff):
    department = bureau(cast)
    count = make_year(cast, 2025)
    make_result(count, department)
    make_reported(department, 2024)
    rows = page_of(staff, department).context["rows"]
    assert [(p.year, url) for p, url in rows] == [
        (2025, reverse("office:evaluation_result", args=[count.evaluation_id])),
        (2024, reverse("office:reported_results")),
    ]


def test_a_break_and_a_reported_year_are_words_on_the_page(cast, staff):
    department = bureau(cast)
    make_reported(department, 2024)
    make_course(cast, department, {2025: (88, 2)})
    page = page_of(staff, department).content.decode()
    assert '<text class="curve-break-label"' in page
    assert '<span class="badge badge-plain">和前面不可比</span>' in page
    assert '<span class="badge badge-plain">报告数</span> 年度通报' in page


def test_the_line_is_drawn_only_on_the_measure_it_is_about(cast, staff):
    make_scheme(cast.tree.xiling, target_measure="satisfaction")
    department = bureau(cast)
    make_course(cast, department, {2025: (70, 2)})
    chart = page_of(staff, department).context["scores"]
    assert (chart.title, [line.label for line in chart.targets]) == ("示例局：满意率", ["85%"])
    other = page_of(staff, department, measure="score").context["scores"]
    assert (other.title, other.targets) == ("示例局：加权得分", [])


def test_a_department_without_results_has_an_empty_page(cast, staff):
    assert "还没有测评结果" in page_of(staff, bureau(cast)).content.decode()


def test_staff_of_another_county_find_no_curve(cast):
    department = bureau(cast)
    make_course(cast, department, {2025: (88, 2)})
    stranger = signed_in(cast.stranger)
    assert page_of(stranger, department).status_code == 404
    assert stranger.get(LIST, {"area": "420502"}).status_code == 404
    assert stranger.get(LIST).context["found"].curves == []
    compare = stranger.get(reverse("office:curve_compare"), {"area": "420502"})
    assert compare.status_code == 404


def test_a_township_does_not_see_the_county(cast):
    department = bureau(cast)
    make_course(cast, department, {2025: (88, 2)})
    assert page_of(signed_in(cast.jiedao), department).status_code == 404


def test_the_city_looks_at_one_county_at_a_time(cast):
    department = bureau(cast)
    make_course(cast, department, {2025: (88, 2)})
    city = signed_in(cast.shiji)
    assert city.get(LIST).context["found"].curves == []
    assert len(city.get(LIST, {"area": "420502"}).context["found"].curves) == 1
    assert page_of(city, department).status_code == 200


# beside each other ----------------------------------------------------------------------------


def test_two_departments_stand_in_one_chart(cast, staff):
    first, second = bureau(cast, "甲局"), bureau(cast, "乙局")
    for department, score in ((first, 88), (second, 70)):
        make_course(cast, department, {2024: (80, 3), 2025: (score, 2)})
    page = staff.get(reverse("office:curve_compare"), {"d1": first.pk, "d2": second.pk})
    lines = page.context["scores"].lines
    assert [(line.name, line.mark, line.style) for line in lines] == [
        ("甲局", "甲", 0),
        ("乙局", "乙", 1),
    ]
    assert [row["curve"].name for row in page.context["rows"]] == ["甲局", "乙局"]


@pytest.mark.parametrize("chosen", [["first"], ["first", "first"]])
def test_one_is_not_compared_with_itself(cast, staff, chosen):
    make_course(cast, bureau(cast, "甲局"), {2025: (88, 2)})
    first = staff.get(LIST).context["found"].curves[0].department
    query = {f"d{n}": first for n, _ in enumerate(chosen, start=1)}
    page = staff.get(reverse("office:curve_compare"), query)
    assert page.status_code == 422
    assert "请选两个到四个不同的单位。" in page.content.decode()


def test_a_department_of_another_county_is_not_compared(cast, staff):
    make_course(cast, bureau(cast, "甲局"), {2025: (88, 2)})
    first = staff.get(LIST).context["found"].curves[0].department
    far = make_department(cast.tree.yuanan, "外县局")
    page = staff.get(reverse("office:curve_compare"), {"d1": first, "d2": far.pk})
    assert "没有这个单位的曲线，请重新选。" in page.content.decode()


# rules and bonuses ----------------------------------------------------------------------------


def test_rules_are_an_areas_own_and_take_effect_at_once(cast, staff):
    department = bureau(cast, "甲局")
    make_course(cast, department, {2024: (80, 3), 2025: (80, 5)})
    assert cards(staff.get(LIST))["经济管理"][0][3] == []
    data = {"fall_places": 2, "fall_points": "5", "low_percent": 10, "low_years": 3}
    assert staff.post(reverse("office:curve_rules"), data).status_code == 302
    assert CurveRules.objects.get().area == cast.tree.xiling
    assert AuditEntry.objects.latest("pk").reason == "下降几名算明显：5 → 2"
    assert cards(staff.get(LIST))["经济管理"][0][3] == ["下降明显"]


def test_rules_out_of_bounds_are_refused(cast, staff):
    data = {"fall_places": 0, "fall_points": "x", "low_percent": 60, "low_years": 1}
    page = staff.post(reverse("office:curve_rules"), data)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {
        "fall_places",
        "fall_points",
        "low_percent",
        "low_years",
    }


@pytest.mark.parametrize(("years", "status"), [(5, 302), (6, 422)])
def test_long_low_asks_for_no_more_years_than_a_curve_holds(cast, staff, years, status):
    data = {"fall_places": 2, "fall_points": "5", "low_percent": 10, "low_years": years}
    assert staff.post(reverse("office:curve_rules"), data).status_code == status


def test_the_bonus_list_holds_who_reached_the_line_and_is_logged(cast, staff):
    good, poor, small = (bureau(cast, name) for name in ("甲局", "乙局", "丙局"))
    make_course(cast, good, {2024: (86, 3), 2025: (88, 2)})
    make_course(cast, poor, {2024: (86, 3), 2025: (80, 5)})
    make_course(cast, small, {2025: (95, 1)}, valid=8)
    make_reported(bureau(cast, "丁局"), 2025, 99)
    answer = staff.post(reverse("office:curve_bonus"), {"year": "2025"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [row for row in sheet.values if row[0] != "演示数据"]
    assert rows[1:] == [
        (
            "甲局",
            "经济管理",
            "加权得分达到 85",
            88,
            90,
            2,
            14,
            50,
            7,
            2,
            "满意度测评方案（第 1 版）",
        ),
    ]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.target) == (
        AuditEntry.Action.EXPORT,
        "西陵区 2025 年测评达标单位",
    )


@pytest.mark.parametrize("year", ["", "1999", "２０２５", "20255"])
def test_a_year_without_curves_has_no_bonus_list(cast, staff, year):
    make_course(cast, bureau(cast), {2025: (88, 2)})
    assert staff.post(reverse("office:curve_bonus"), {"year": year}).status_code == 404
