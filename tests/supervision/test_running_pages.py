"""Staff watch a running evaluation, remind, add time and close it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notice
from supervision.models import Evaluation
from tests.clock import frozen
from tests.factories import evaluations as make

pytestmark = pytest.mark.django_db


def at(name, evaluation, **more):
    return reverse(f"office:{name}", kwargs={"pk": evaluation.pk, **more})


def test_while_open_there_is_turnout_and_nothing_else(cast, staff):
    evaluation = make.opened(cast)
    make.vote(evaluation, cast.representative, choice=2)
    page = staff.get(at("evaluation", evaluation))
    turnout = page.context["turnout"]
    assert (turnout.voted, turnout.eligible, turnout.percent) == (1, 3, 33)
    assert "不满意" not in page.content.decode()
    assert page.context["sees_results"] is False


def test_a_reminder_goes_to_all_electors_once_a_day(cast, staff):
    evaluation = make.opened(cast)
    make.vote(evaluation, cast.representative)
    with frozen(timezone.now()) as clock:
        staff.post(at("evaluation_remind", evaluation))
        assert Notice.objects.filter(key__startswith=f"vote:{evaluation.pk}:").count() == 3
        assert staff.post(at("evaluation_remind", evaluation)).status_code == 422
        clock.shift(timedelta(days=1))
        Evaluation.objects.filter(pk=evaluation.pk).update(
            closes_at=timezone.now() + timedelta(days=1)
        )
        staff.force_login(cast.quxian)
        staff.post(at("evaluation_remind", evaluation))
    assert Notice.objects.filter(key__startswith=f"vote:{evaluation.pk}:").count() == 6


def test_time_is_added_never_taken_away(cast, staff):
    evaluation = make.opened(cast)
    for days, status in ((-1, 422), (2, 302)):
        until = timezone.localtime(evaluation.closes_at) + timedelta(days=days)
        answer = staff.post(
            at("evaluation_prolong", evaluation),
            {"until": f"{until:%Y-%m-%dT%H:%M}", "reason": "代表出差"},
        )
        assert answer.status_code == status


def test_closing_and_cancelling_are_acts_with_an_event(cast, staff):
    closed, cancelled = make.opened(cast), make.opened(cast, title="另一次")
    staff.post(at("evaluation_close", closed), {"reason": "都投完了"})
    staff.post(at("evaluation_cancel", cancelled), {"reason": "改期"})
    states = [Evaluation.objects.get(pk=one.pk).state for one in (closed, cancelled)]
    assert states == ["closed", "cancelled"]
    assert cancelled.events.get(kind="cancel").text == "改期"
    assert staff.post(at("evaluation_close", closed)).status_code == 422


def test_closing_before_the_time_needs_a_reason_and_at_the_time_none(cast, staff):
    early, late = make.opened(cast), make.opened(cast, title="到时间的")
    assert staff.post(at("evaluation_close", early)).status_code == 422
    staff.post(at("evaluation_close", early), {"reason": "到会的都投完了"})
    assert early.events.get(kind="close").text == "到会的都投完了"
    Evaluation.objects.filter(pk=late.pk).update(closes_at=timezone.now())
    assert staff.post(at("evaluation_close", late)).status_code == 302


def test_what_is_over_is_not_prolonged(cast, staff):
    evaluation = make.opened(cast)
    Evaluation.objects.filter(pk=evaluation.pk).update(closes_at=timezone.now())
    until = timezone.localtime() + timedelta(days=1)
    data = {"until": f"{until:%Y-%m-%dT%H:%M}", "reason": "晚了"}
    answer = staff.post(at("evaluation_prolong", evaluation), data)
    assert answer.status_code == 422
    assert "已经到截止时间了" in answer.content.decode()


def test_the_wall_shows_how_many_and_nothing_else(cast, staff):
    evaluation = make.opened(cast)
    make.vote(evaluation, cast.representative)
    page = staff.get(at("evaluation_turnout", evaluation))
    assert page.context["turnout"].percent == 33
    assert cast.representative.name not in page.content.decode()
    assert 'http-equiv="refresh"' in page.content.decode()
