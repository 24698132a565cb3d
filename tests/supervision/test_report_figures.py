"""年度数据 of a report: from the records of the evaluation's year, each with its n."""

from datetime import timedelta

import pytest
from django.utils import timezone

from messages.models import Message
from messages.states import Rating, RatingSource
from representatives.models import DutyReport
from stations.models import Visit
from supervision.figures import figures_of
from tests.clock import frozen
from tests.factories import states
from tests.factories.casework import ANSWER
from tests.factories.reports import asked, asked_of_person

pytestmark = pytest.mark.django_db


def shown(subject):
    return {figure["label"]: figure["value"] for figure in figures_of(subject)}


def test_a_department_without_work_has_no_shares_of_nothing(cast):
    assert shown(asked(cast)) == {
        "承办选民留言": "0 件",
        "按期办理": "还没有",
        "主办留言的满意率": "还没有",
    }


def test_a_departments_messages_shares_in_time_and_ratings(cast):
    states.closed(cast, rating=Rating.SATISFIED)
    states.closed(cast, rating=Rating.DISSATISFIED)
    states.handling(cast)  # its time is not over
    states.returned(cast)  # given back: not its work
    assert shown(asked(cast, cast.street_office)) == {
        "承办选民留言": "3 件",
        "按期办理": "100.0%（2 件到了期限或已办的）",
        "主办留言的满意率": "50.0%（2 人评价）",
    }


def test_what_is_late_counts_as_late_whether_answered_or_not(cast):
    with frozen("2026-03-02 10:00"):
        states.handling(cast)
        late = states.handling(cast)
    with frozen("2026-06-01 10:00"):
        share = late.assignments.get()
        share.submit_answer(ANSWER, by=cast.actor(cast.zhanban, late))
        subject = asked(cast, cast.street_office)
        assert shown(subject)["按期办理"] == "0.0%（2 件到了期限或已办的）"


def test_another_years_work_is_not_counted(cast):
    states.closed(cast)
    last_year = asked(cast, cast.street_office, year=timezone.localdate().year - 1)
    assert shown(last_year)["承办选民留言"] == "0 件"


def answered(cast, times):
    for _ in range(times):
        message = states.accepted(cast)
        message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
        states.fresh(message).rate(Rating.SATISFIED, source=RatingSource.ONLINE)


def test_a_representatives_satisfaction_shows_from_ten_ratings_on(cast):
    subject = asked_of_person(cast)
    answered(cast, 9)
    assert shown(subject)["选民满意率"] == "9 人评过，满 10 人才计算"
    answered(cast, 1)
    found = shown(subject)
    assert (found["答复选民留言"], found["选民满意率"]) == ("10 件", "100.0%（10 人评价）")


def test_what_was_kept_from_the_representative_is_not_among_it(cast):
    answered(cast, 2)
    Message.objects.filter(pk=Message.objects.first().pk).update(is_kept=True)
    assert shown(asked_of_person(cast))["答复选民留言"] == "1 件"


def test_visits_of_the_station_and_duty_reports_are_those_recorded(cast):
    today = timezone.localdate()
    for day, people in ((today, 2), (today, 0), (today - timedelta(days=800), 1)):
        Visit.objects.create(
            station=cast.station,
            day=day,
            kind=Visit.Kind.OUTREACH,
            visitors=5,
            representatives=people,
            recorded_by=cast.lianluo,
        )
    DutyReport.objects.create(
        representative=cast.representative, day=today, audience="第 1 选区选民", attended=40
    )
    found = shown(asked_of_person(cast))
    assert (found["所在站点接待和走访"], found["述职"]) == ("1 次", "1 次")


def test_the_queries_do_not_grow_with_the_records(cast, django_assert_num_queries):
    subject = asked(cast, cast.street_office)
    for _ in range(3):
        states.closed(cast)
        with django_assert_num_queries(2):
            figures_of(subject)
