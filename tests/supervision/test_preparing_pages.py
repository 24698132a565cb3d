"""Staff prepare and open an evaluation, step by step."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casework.workflow import TransitionError
from supervision.ballots.electorates import set_electors
from supervision.models import Approval, ClassedDepartment, Evaluation, Scheme, Subject, UnitClass
from tests.factories import evaluations as make
from tests.factories.casework import make_department
from tests.factories.listings import rows_on

pytestmark = pytest.mark.django_db


def at(name, evaluation, **more):
    return reverse(f"office:{name}", kwargs={"pk": evaluation.pk, **more})


def fields_of(cast, **changes):
    scheme = Scheme.objects.first() or make.make_scheme(cast.tree.xiling)
    until = timezone.localtime() + timedelta(days=3)
    return {
        "title": "区直部门满意度测评",
        "year": str(until.year),
        "area": "420502",
        "session_number": "",
        "term": str(cast.representative.seats.get(level="county").term_id),
        "places": "",
        "direction": "departments",
        "purpose": "rating",
        "selected_from": "",
        "venue": "",
        "scheme": str(scheme.pk),
        "by_account": "on",
        "eligible": "",
        "reports_due": "",
        "closes_at": f"{until:%Y-%m-%dT%H:%M}",
    } | changes


# the list -----------------------------------------------------------------------------------------


def test_an_empty_list_says_what_to_do(staff):
    assert "还没有测评" in staff.get(reverse("office:evaluations")).content.decode()


def test_the_list_is_narrowed_by_state(cast, staff):
    make.make_evaluation(cast, title="在准备")
    running = make.opened(cast, title="在投票")
    page = staff.get(reverse("office:evaluations"), {"state": "open", "year": "abc"})
    assert [one.pk for one in rows_on(page)] == [running.pk]


# entering one -------------------------------------------------------------------------------------


def test_a_new_one_opens_its_task_list(cast, staff):
    answer = staff.post(reverse("office:evaluation_add"), fields_of(cast))
    new = Evaluation.objects.get()
    assert answer.url == reverse("office:evaluation", args=[new.pk])
    assert (new.created_by, new.state, new.places) == (cast.quxian, "preparing", None)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"purpose": "selection"}, "places"),
        ({"direction": "voters"}, "by_account"),
        ({"by_account": ""}, "by_paper"),
        ({"closes_at": "2020-01-01T09:00"}, "closes_at"),
        ({"closes_at": "2999-01-01T09:00"}, "closes_at"),
        ({"year": "1800"}, "year"),
        ({"area": "远安县"}, "area"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(cast, staff, changes, field):
    answer = staff.post(reverse("office:evaluation_add"), fields_of(cast, **changes))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert answer.context["form"]["title"].value() == "区直部门满意度测评"
    assert Evaluation.objects.count() == 0


def test_once_open_it_is_not_edited(cast, staff):
    evaluation = make.opened(cast)
    assert staff.get(at("evaluation_edit", evaluation)).status_code == 404
    assert staff.post(at("evaluation_edit", evaluation), fields_of(cast)).status_code == 404


# the task list ------------------------------------------------------------------------------------


def test_the_task_list_says_what_is_missing_and_what_comes_next(cast, staff):
    evaluation = make.make_evaluation(cast, closes_at=None)
    page = staff.get(at("evaluation", evaluation))
    states = {step.title: step.state for step in page.context["steps"]}
    assert states == {
        "基本情况和方案": "待办",
        "测评对象": "待办",
        "参加测评的代表": "还缺 2 样",
        "述职报告": "不影响开始",
        "票签": "不影响开始",
        "批准开展": "待办",
        "试投": "待办",
    }
    assert page.context["next_step"].title == "基本情况和方案"
    assert page.context["obstacles"] == evaluation.obstacles()
    assert "开始测评</a>" not in page.content.decode()


def test_with_nothing_in_the_way_opening_is_the_main_button(cast, staff):
    evaluation = make.ready(cast)
    assert "开始测评</a>" in staff.get(at("evaluation", evaluation)).content.decode()
    staff.post(at("evaluation_open", evaluation))
    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.eligible, evaluation.scheme.is_frozen) == ("open", 3, True)
    assert sorted(evaluation.urns.values_list("way", flat=True)) == ["account", "slip"]


def test_opening_is_refused_in_words_while_something_is_missing(cast, staff):
    evaluation = make.make_evaluation(cast)
    answer = staff.post(at("evaluation_open", evaluation))
    assert answer.status_code == 422
    assert "还没有测评对象。" in answer.content.decode()


def test_opening_twice_opens_once(cast):
    evaluation = make.ready(cast)
    twin = Evaluation.objects.get(pk=evaluation.pk)
    evaluation.open(by=cast.quxian)
    with pytest.raises(Exception, match="请看最新情况"):
        twin.open(by=cast.shiji)
    assert evaluation.events.filter(kind="open").count() == 1


def test_an_approval_is_recorded_with_body_day_and_number(cast, staff):
    evaluation = make.make_evaluation(cast)
    today = timezone.localdate().isoformat()
    staff.post(
        at("evaluation_approve", evaluation), {"body": "主任会议", "day": today, "document": "8 号"}
    )
    assert str(evaluation.approval_of(Approval.Act.OPEN)) == "主任会议 8 号"
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    answer = staff.post(
        at("evaluation_approve", evaluation), {"body": "主任会议", "day": later, "document": "9 号"}
    )
    assert answer.status_code == 422


# who is rated -------------------------------------------------------------------------------------


def test_departments_are_ticked_or_all_taken_with_their_class(cast, staff):
    evaluation = make.make_evaluation(cast)
    second = make_department(cast.tree.xiling, "西陵区教育局（示例）")
    livelihood = UnitClass.objects.create(area=cast.tree.xiling, name="民生服务")
    ClassedDepartment.objects.create(department=second, unit_class=livelihood)
    away = make_department(cast.tree.yuanan, "远安局")
    staff.post(at("evaluation_add_subjects", evaluation), {"departments": [away.pk]})
    assert evaluation.subjects.count() == 0
    staff.post(at("evaluation_add_subjects", evaluation), {"departments": [second.pk]})
    assert evaluation.subjects.get().unit_class == livelihood
    staff.post(at("evaluation_add_subjects", evaluation), {"how": "all"})
    assert [one.department for one in evaluation.subjects.all()] == [second, cast.county_bureau]


def test_seats_are_found_by_name_and_ticked(cast, staff):
    evaluation = make.make_evaluation(cast, direction="voters", by_account=False, eligible=40)
    page = staff.get(at("evaluation_subjects", evaluation), {"q": "秦望"})
    seat = cast.representative.seats.get(level="county")
    assert page.context["seats"] == [seat]
    staff.post(at("evaluation_add_subjects", evaluation), {"seats": [seat.pk, "x"]})
    assert evaluation.subjects.get().seat == seat


def test_what_a_ballot_chose_is_taken_over_in_one_step(cast, staff):
    selection = make.selection(cast)
    first = selection.subjects.first()
    Subject.objects.filter(pk=first.pk).update(is_chosen=True)
    evaluation = make.make_evaluation(cast, selected_from=selection)
    page = staff.get(at("evaluation_subjects", evaluation))
    assert page.context["chosen_count"] == 1
    staff.post(at("evaluation_add_subjects", evaluation), {"how": "chosen"})
    assert [one.department for one in evaluation.subjects.all()] == [first.department]


def test_an_object_is_removed_before_and_withdrawn_with_a_reason_after_opening(cast, staff):
    evaluation = make.ready(cast)
    first, second, _ = evaluation.subjects.all()
    staff.post(at("evaluation_remove_subject", evaluation), {"subject": first.pk})
    assert evaluation.subjects.count() == 2
    Evaluation.objects.filter(pk=evaluation.pk).update(tried_at=timezone.now())
    evaluation.open(by=cast.quxian)
    away = at("evaluation_withdraw_subject", evaluation, subject_pk=second.pk)
    assert staff.post(away, {"reason": ""}).status_code == 422
    staff.post(away, {"reason": "单位撤销"})
    assert evaluation.subjects.rated().count() == 1
    assert staff.post(away, {"reason": "再来"}).status_code == 422


def test_with_objects_on_the_list_the_direction_stays(cast, staff):
    evaluation = make.ready(cast)
    data = fields_of(cast, direction="unit")
    answer = staff.post(at("evaluation_edit", evaluation), data)
    assert answer.status_code == 422
    assert "direction" in answer.context["form"].errors


def test_other_ways_to_vote_are_tried_again_and_another_title_is_not(cast, staff):
    evaluation = make.ready(cast, by_paper=False, by_slip=False)
    staff.post(at("evaluation_edit", evaluation), fields_of(cast, title="新名称"))
    evaluation.refresh_from_db()
    assert (evaluation.title, evaluation.tried_at is None) == ("新名称", False)
    staff.post(at("evaluation_edit", evaluation), fields_of(cast, by_slip="on"))
    evaluation.refresh_from_db()
    assert evaluation.tried_at is None


def test_an_evaluation_opened_in_this_second_is_not_changed(cast):
    """Two tabs: the page was fetched before, the act comes after."""
    evaluation = make.ready(cast)
    stale = Evaluation.objects.get(pk=evaluation.pk)
    evaluation.open(by=cast.quxian)
    with pytest.raises(TransitionError):
        set_electors(stale, [])
    assert evaluation.electors.count() == 3


# who votes ----------------------------------------------------------------------------------------


def test_the_list_of_electors_comes_from_the_seats_of_the_term(cast, staff):
    evaluation = make.make_evaluation(cast)
    staff.post(at("evaluation_propose_electors", evaluation))
    assert [row.representative for row in evaluation.electors.all()] == [cast.representative]
    staff.post(
        at("evaluation_remove_elector", evaluation), {"elector": evaluation.electors.get().pk}
    )
    assert evaluation.electors.count() == 0
    staff.post(at("evaluation_add_elector", evaluation), {"name": "秦望舒"})
    assert evaluation.electors.count() == 1
    assert staff.post(at("evaluation_add_elector", evaluation), {"name": "查无"}).status_code == 422


def test_recusal_needs_a_scheme_that_has_it_and_no_session(cast, staff):
    scheme = make.make_scheme(cast.tree.xiling, name="回避方案", recuses=True)
    evaluation = make.ready(cast, scheme=scheme)
    elector, subject = evaluation.electors.first(), evaluation.subjects.first()
    there = at("evaluation_recuse", evaluation, elector_pk=elector.pk)
    data = {"elector": elector.pk, "subject": subject.pk, "reason": "在该局任职"}
    Evaluation.objects.filter(pk=evaluation.pk).update(session_number=3)
    staff.post(there, data)
    assert elector.recusals.count() == 0
    Evaluation.objects.filter(pk=evaluation.pk).update(session_number=None)
    staff.post(there, data)
    assert [row.subject for row in elector.recusals.all()] == [subject]
    staff.post(at("evaluation_unrecuse", evaluation), {"recusal": elector.recusals.get().pk})
    assert elector.recusals.count() == 0


def test_nobody_recuses_from_everything(cast, staff):
    scheme = make.make_scheme(cast.tree.xiling, name="回避方案", recuses=True)
    evaluation = make.ready(cast, scheme=scheme, departments=1)
    elector, subject = evaluation.electors.first(), evaluation.subjects.first()
    there = at("evaluation_recuse", evaluation, elector_pk=elector.pk)
    data = {"elector": elector.pk, "subject": subject.pk, "reason": "在该局任职"}
    assert staff.post(there, data).status_code == 422
    assert elector.recusals.count() == 0


def test_whoever_is_rated_does_not_vote(cast, staff):
    evaluation = make.make_evaluation(cast, direction="unit", by_account=False)
    Subject.objects.create(evaluation=evaluation, seat=cast.representative.seats.get())
    answer = staff.post(at("evaluation_add_elector", evaluation), {"name": "秦望舒"})
    assert "不能测评自己" in answer.content.decode()
    assert evaluation.electors.count() == 0


# reports ------------------------------------------------------------------------------------------


def test_those_without_a_report_stand_first_and_a_report_can_be_sent_back(cast, staff):
    evaluation = make.ready(cast)
    last = evaluation.subjects.first()
    report = make.handed_in(last, cast.quxian)
    page = staff.get(at("evaluation_reports", evaluation))
    assert [row.is_done for row in rows_on(page)] == [False, False, True]
    back = at("evaluation_send_back_report", evaluation, subject_pk=last.pk)
    staff.post(back, {"reason": "请补充数据"})
    report.refresh_from_db()
    assert (report.state, report.remark) == ("sent_back", "请补充数据")
    assert staff.get(back).status_code == 404
