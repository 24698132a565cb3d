"""Who hears of what: opening, feedback, publication. Never who has voted."""

import pytest

from notifications.models import Notice
from supervision import notices
from tests.factories import evaluations as make

pytestmark = pytest.mark.django_db


def told(user, word):
    return Notice.objects.filter(user=user, text__contains=word).count()


def with_member(cast, evaluation):
    subject = evaluation.subjects.first()
    subject.department.members.add(cast.bumen)
    return subject


def test_electors_and_objects_hear_of_the_opening(cast):
    evaluation = make.ready(cast)
    with_member(cast, evaluation)
    evaluation.open(by=cast.quxian)
    assert told(cast.daibiao, "开始投票了") == 1
    assert (told(cast.bumen, "您这里是测评对象"), told(cast.bumen, "开始投票")) == (1, 0)
    assert told(cast.zhanban, "") == 0


def test_where_nobody_votes_signed_in_no_elector_is_told(cast):
    evaluation = make.ready(cast, by_account=False)
    evaluation.open(by=cast.quxian)
    assert told(cast.daibiao, "开始投票了") == 0


def test_feedback_and_publication_are_told_once_each(cast):
    evaluation = make.counted(cast)
    subject = with_member(cast, evaluation)
    evaluation.give_feedback(subject, "请改进", by=cast.quxian)
    assert told(cast.bumen, "书面反馈") == 1
    make.approve(evaluation, "publish", cast.quxian)
    evaluation.publish(by=cast.quxian, with_ranks=False)
    assert told(cast.bumen, "公布了") == 1


def test_opening_tells_any_number_in_as_many_queries(cast, django_assert_num_queries):
    small, large = make.opened(cast, electors=2), make.opened(cast, electors=9)
    Notice.objects.all().delete()
    for evaluation in (small, large):
        with django_assert_num_queries(3):
            notices.opened(evaluation)
