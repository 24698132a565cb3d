"""Departments at work, and the desk that assigned them: lead and co, time, return, release."""

import pytest
from django.urls import reverse

from casework.clock import Clock
from casework.states import AssignmentState
from messages.models import Message, MessageAssignment
from messages.states import Holder, State
from tests.factories.casework import ANSWER
from tests.factories.states import answered, assigned, at_station, at_street, handling

pytestmark = pytest.mark.django_db


def post(client, user, name, pk, **data):
    client.force_login(user)
    return client.post(reverse(f"desk:{name}", args=[pk]), data)


def page_of(client, user, matter):
    client.force_login(user)
    return client.get(reverse("desk:message", args=[matter.pk])).content.decode()


def again(matter):
    return Message.objects.get(pk=matter.pk)


def share_of(matter, department=None):
    shares = MessageAssignment.objects.filter(message=matter)
    return shares.get(department=department) if department else shares.get()


def assign(client, user, matter, lead, *co, **more):
    data = {"lead": lead.pk, "co": [d.pk for d in co], "grade": "simple"} | more
    return post(client, user, "assign", matter.pk, **data)


# assigning --------------------------------------------------------------------------------------


def test_a_street_assigns_a_lead_and_a_co_department(client, cast):
    matter = at_street(cast)
    assign(
        client, cast.jiedao, matter, cast.street_office, cast.village_body, instruction="先看现场"
    )
    assert again(matter).state == State.ASSIGNED
    assert share_of(matter, cast.street_office).role == "lead"
    assert share_of(matter, cast.village_body).role == "co"
    assert share_of(matter, cast.village_body).instruction == "先看现场"


def test_a_station_cannot_assign_to_a_street_office(client, cast):
    matter = at_station(cast)
    response = assign(client, cast.lianluo, matter, cast.street_office)
    assert response.status_code == 422
    assert again(matter).state == State.ACCEPTED


def test_a_lead_cannot_be_its_own_co_department(client, cast):
    matter = at_street(cast)
    response = assign(client, cast.jiedao, matter, cast.street_office, cast.street_office)
    assert "主办单位不能同时是协办单位" in response.content.decode()
    assert not matter.assignments.exists()


def test_each_grade_names_its_last_day_and_the_page_says_who_may_assign(client, cast):
    page = page_of(client, cast.jiedao, at_street(cast))
    assert "一般事项（5 个工作日）：今天交办，最迟" in page
    assert "云集街道人大工委可以交给村（社区）、乡镇（街道）的单位办理" in page


def test_of_two_offices_assigning_at_once_the_second_is_told(client, cast):
    matter = at_street(cast)
    assign(client, cast.jiedao, matter, cast.street_office)
    response = assign(client, cast.jiedao, matter, cast.village_body, instruction="我写的要求")
    assert response.status_code == 409
    assert "可能刚刚有人办理过" in response.content.decode()
    assert "我写的要求" in response.content.decode()
    assert matter.assignments.count() == 1


# the department ---------------------------------------------------------------------------------


def test_a_department_signs_and_answers(client, cast):
    matter = assigned(cast)
    share = share_of(matter)
    post(client, cast.zhanban, "sign", share.pk)
    assert again(matter).state == State.HANDLING
    post(client, cast.zhanban, "answer", share.pk, text=ANSWER)
    assert again(matter).state == State.ANSWERED
    assert share_of(matter).answer == ANSWER


def test_the_department_that_holds_a_matter_does_not_pause_its_own_clock(client, cast):
    matter = handling(cast)
    assert post(client, cast.zhanban, "pause", matter.pk, reason="忙").status_code == 403
    assert again(matter).paused_on is None


@pytest.mark.parametrize("text", ["已转交相关科室办理，请耐心等待。", "已收到。"])
def test_an_answer_that_only_passes_on_never_reaches_release(client, cast, text):
    matter = handling(cast)
    response = post(client, cast.zhanban, "answer", share_of(matter).pk, text=text)
    assert response.status_code == 409
    assert text in response.content.decode()
    assert again(matter).state == State.HANDLING


@pytest.mark.parametrize("act", ["sign", "answer", "request_return", "release", "decide_return"])
def test_other_departments_and_strangers_do_not_find_the_share(client, cast, act):
    share = share_of(assigned(cast))
    for user in (cast.bumen, cast.stranger):
        assert post(client, user, act, share.pk, text=ANSWER).status_code == 404


@pytest.mark.parametrize("act", ["sign", "answer", "request_extension", "request_return"])
def test_the_assigner_does_not_act_for_the_department(client, cast, act):
    matter = assigned(cast)
    data = {"text": ANSWER, "reason": "理由", "amount": 3}
    response = post(client, cast.jiedao, act, share_of(matter).pk, **data)
    assert response.status_code in (403, 409)
    assert share_of(matter).state == AssignmentState.ASSIGNED


@pytest.mark.parametrize("act", ["release", "send_back"])
def test_the_department_does_not_release_its_own_answer(client, cast, act):
    matter = answered(cast)
    response = post(client, cast.zhanban, act, share_of(matter).pk, reason="理由")
    assert response.status_code in (403, 409)
    assert again(matter).state == State.ANSWERED


# release ----------------------------------------------------------------------------------------


def test_the_assigner_reads_the_answer_and_releases_it(client, cast):
    matter = answered(cast)
    assert page_of(client, cast.jiedao, matter).count(ANSWER) >= 2
    post(client, cast.jiedao, "release", share_of(matter).pk)
    assert again(matter).state == State.REPLIED
    assert matter.events.get(kind="release").text == ANSWER


def test_the_assigner_sends_an_answer_back(client, cast):
    matter = answered(cast)
    post(client, cast.jiedao, "send_back", share_of(matter).pk, reason="没有写什么时候修好")
    assert again(matter).state == State.HANDLING
    assert "没有写什么时候修好" in page_of(client, cast.zhanban, matter)


def test_a_second_release_is_refused(client, cast):
    matter = answered(cast)
    post(client, cast.jiedao, "release", share_of(matter).pk)
    assert post(client, cast.jiedao, "release", share_of(matter).pk).status_code in (403, 409)
    assert matter.events.filter(kind="release").count() == 1


# co departments ---------------------------------------------------------------------------------


def test_a_co_department_answers_for_itself_and_the_matter_follows_the_lead(client, cast):
    matter = at_street(cast)
    assign(client, cast.jiedao, matter, cast.street_office, cast.village_body)
    co = share_of(matter, cast.village_body)
    post(client, cast.cunju, "sign", co.pk)
    post(client, cast.cunju, "answer", co.pk, text=ANSWER)
    assert again(matter).state == State.ASSIGNED
    post(client, cast.jiedao, "release", co.pk)
    assert share_of(matter, cast.village_body).state == AssignmentState.RELEASED
    assert again(matter).state == State.ASSIGNED


def test_a_co_share_can_be_cancelled_but_not_the_leads(client, cast):
    matter = at_street(cast)
    assign(client, cast.jiedao, matter, cast.street_office, cast.village_body)
    lead, co = share_of(matter, cast.street_office), share_of(matter, cast.village_body)
    assert post(client, cast.jiedao, "cancel_share", lead.pk).status_code in (403, 409)
    post(client, cast.jiedao, "cancel_share", co.pk)
    assert share_of(matter, cast.village_body).state == AssignmentState.CANCELLED
    assert share_of(matter, cast.street_office).state == AssignmentState.ASSIGNED


# more time --------------------------------------------------------------------------------------


def test_an_extension_is_asked_for_and_granted(client, cast):
    matter = handling(cast)
    before, share = matter.due_date, share_of(matter)
    post(client, cast.zhanban, "request_extension", share.pk, amount=3, reason="等配件")
    assert "申请延期 3 个工作日：等配件" in page_of(client, cast.jiedao, matter)
    post(client, cast.jiedao, "decide_extension", share.pk, verdict="yes")
    assert again(matter).due_date > before
    assert share_of(matter).due_date == again(matter).due_date


def test_time_granted_before_signing_counts_once_it_is_signed(cast):
    message = assigned(cast)
    share, department = message.assignments.get(), cast.actor(cast.zhanban, message)
    request = share.request_extension(3, "等配件", by=department)
    request.decide(granted=True, by=cast.actor(cast.jiedao, message))
    share.sign(by=department)

    assert (share.clock_amount, share.clock_extended) == (5, 3)
    assert share.due_date == Clock(8).run(share.clock_started_on).due_date


def test_an_extension_refused_moves_no_date(client, cast):
    matter = handling(cast)
    share = share_of(matter)
    post(client, cast.zhanban, "request_extension", share.pk, amount=3, reason="等配件")
    assert post(client, cast.jiedao, "decide_extension", share.pk, verdict="no").status_code == 422
    post(client, cast.jiedao, "decide_extension", share.pk, verdict="no", reason="配件已到")
    assert again(matter).due_date == matter.due_date


def test_a_second_extension_is_not_offered_and_refused(client, cast):
    matter = handling(cast)
    share = share_of(matter)
    post(client, cast.zhanban, "request_extension", share.pk, amount=3, reason="等配件")
    response = post(client, cast.zhanban, "request_extension", share.pk, amount=2, reason="再等等")
    assert response.status_code in (403, 409)
    assert share.extensions.count() == 1


@pytest.mark.parametrize("amount", ["0", "11", "-3", "很多", ""])
def test_an_extension_of_the_wrong_length_is_refused(client, cast, amount):
    share = share_of(handling(cast))
    response = post(
        client, cast.zhanban, "request_extension", share.pk, amount=amount, reason="等配件"
    )
    assert response.status_code == 422
    assert "等配件" in response.content.decode()
    assert not share.extensions.exists()


def test_an_extension_is_decided_once(client, cast):
    share = share_of(handling(cast))
    post(client, cast.zhanban, "request_extension", share.pk, amount=3, reason="等配件")
    post(client, cast.jiedao, "decide_extension", share.pk, verdict="yes")
    response = post(client, cast.jiedao, "decide_extension", share.pk, verdict="yes")
    assert response.status_code in (403, 409)
    assert share_of(share.message).clock_extended == 3


# giving back ------------------------------------------------------------------------------------


def test_a_return_is_agreed_and_the_matter_is_back_at_the_desk(client, cast):
    matter = assigned(cast)
    share = share_of(matter)
    post(client, cast.zhanban, "request_return", share.pk, reason="这条路归区里管")
    post(client, cast.jiedao, "decide_return", share.pk, verdict="yes")
    assert (again(matter).state, again(matter).holder) == (State.RETURNED, Holder.OFFICE)


def test_after_a_refused_return_there_is_no_second_one(client, cast):
    matter = assigned(cast)
    share = share_of(matter)
    post(client, cast.zhanban, "request_return", share.pk, reason="这条路归区里管")
    post(client, cast.jiedao, "decide_return", share.pk, verdict="no", reason="就是街道的路")
    assert share_of(matter).state == AssignmentState.HANDLING
    response = post(client, cast.zhanban, "request_return", share.pk, reason="还是不归我们管")
    assert response.status_code in (403, 409)
    assert "还是不归我们管" in response.content.decode()
    assert share_of(matter).state == AssignmentState.HANDLING
