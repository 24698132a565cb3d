"""Who is rated, who votes, who has handed in a report: lists that tell nothing about a vote."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from supervision.models import Evaluation, Recusal, Report
from supervision.views.electors import Electors
from tests.factories import evaluations as make
from tests.factories.listings import exported, rows_on, texts_on

pytestmark = pytest.mark.django_db


def at(name, evaluation):
    return reverse(f"office:{name}", args=[evaluation.pk])


def everything_about_electors(client, cast, evaluation):
    """In every order: what the workbook holds, and which keys it has."""
    names = ["", *(c.key for c in Electors.columns), "has_voted", "-has_voted", "-pk"]
    return [
        (
            exported(client, "electors", f"sort={name}", str(evaluation.pk))[1:],
            [one.pk for one in Electors(cast.quxian, QueryDict(f"sort={name}"), evaluation).found],
        )
        for name in names
    ]


def test_no_list_of_electors_changes_with_a_vote(client, cast):
    evaluation = make.opened(cast)
    client.force_login(cast.quxian)
    before = everything_about_electors(client, cast, evaluation)
    make.vote(evaluation, evaluation.electors.all()[1].representative)

    assert evaluation.electors.filter(has_voted=True).count() == 1
    assert everything_about_electors(client, cast, evaluation) == before


@pytest.mark.parametrize("query", ["has_voted=True", "has_voted=1", "voted=yes"])
def test_who_has_voted_is_no_filter(staff, cast, query):
    evaluation = make.opened(cast)
    make.vote(evaluation, cast.representative)
    page = staff.get(f"{at('evaluation_electors', evaluation)}?{query}")
    assert [one.pk for one in rows_on(page)] == [one.pk for one in evaluation.electors.all()]


def test_a_workbook_of_electors_says_who_keeps_out_of_what(client, cast):
    evaluation = make.ready(cast, electors=1)
    elector, subject = evaluation.electors.get(), evaluation.subjects.first()
    Recusal.objects.create(elector=elector, subject=subject, reason="在该局任职")
    client.force_login(cast.quxian)

    lead, header, rows = exported(client, "electors", owner=str(evaluation.pk))
    assert lead.endswith("，区直部门满意度测评")
    assert header == ["代表", "站点", "回避"]
    assert rows == [["秦望舒", cast.station.name, f"{subject.name}：在该局任职"]]


def test_electors_are_found_by_name(staff, cast):
    evaluation = make.ready(cast)
    page = staff.get(at("evaluation_electors", evaluation), {"q": "望舒"})
    assert [cells[0] for cells in texts_on(page)] == ["秦望舒"]
    nobody = staff.get(at("evaluation_electors", evaluation), {"q": "查无"})
    assert "名单里没有这个名字" in nobody.content.decode()


def test_whoever_only_looks_finds_nothing_to_press(client, cast):
    evaluation = make.ready(cast)
    client.force_login(cast.jiedao)
    assert client.get(at("evaluation_electors", evaluation)).status_code == 404
    client.force_login(cast.shiji)
    evaluation.open(by=cast.quxian)
    for name in ("evaluation_electors", "evaluation_subjects", "evaluation_reports"):
        table = client.get(at(name, evaluation)).content.decode().partition("<table")[2]
        assert (name, "<form" in table, "<input" in table) == (name, False, False)


def test_places_are_counted_without_the_gaps_of_those_removed(staff, cast):
    evaluation = make.ready(cast, departments=4)
    evaluation.subjects.all()[1].delete()
    page = staff.get(at("evaluation_subjects", evaluation), {"sort": "-place"})
    assert [row.place for row in rows_on(page)] == [3, 2, 1]


def test_a_place_on_another_page_can_be_asked_for(staff, cast, monkeypatch):
    monkeypatch.setattr("office.lists.paging.SIZE", 2)
    evaluation = make.make_evaluation(cast)
    first, second, third = make.add_departments(evaluation)
    url = at("evaluation_subjects", evaluation)
    further = staff.get(url).context["listing"].around["after"]
    (last,) = rows_on(staff.get(url + further))
    assert (last.pk, last.place) == (third.pk, 3)

    staff.post(at("evaluation_order_subjects", evaluation), {f"place-{third.pk}": "1"})
    assert list(evaluation.subjects.all()) == [third, first, second]


def test_what_was_withdrawn_says_why(staff, cast):
    evaluation = make.opened(cast, departments=2)
    first, second = evaluation.subjects.all()
    evaluation.withdraw_subject(first, "单位撤销", by=cast.quxian)
    lines = staff.get(at("evaluation_subjects", evaluation)).context["listing"].lines
    assert [(line.cells[1].text, line.cells[1].note) for line in lines] == [
        (first.name, "已撤出：单位撤销"),
        (second.name, ""),
    ]


def test_how_a_report_stands_is_said_in_a_word(staff, cast):
    evaluation = make.make_evaluation(cast, reports_due=date(2020, 1, 1))
    late, draft, back, none = make.add_departments(evaluation, 4)
    make.handed_in(late, cast.bumen)
    Report.objects.create(subject=draft)
    Report.objects.create(subject=back, state=Report.State.SENT_BACK)

    page = staff.get(at("evaluation_reports", evaluation))
    assert [cells[:2] for cells in texts_on(page)] == [
        [draft.name, "正在写"],
        [back.name, "退回修改"],
        [none.name, "还没有写"],
        [late.name, "逾期提交"],
    ]
    assert [bool(line.cells[0].url) for line in page.context["listing"].lines] == [
        *(False, False, False),
        True,
    ]
    Evaluation.objects.update(reports_due=date(2100, 1, 1))
    in_time = staff.get(at("evaluation_reports", evaluation))
    assert texts_on(in_time)[-1][1] == "已提交"
