"""A count never works around what doesn't fit: it refuses and says why."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from casework.workflow import TransitionError
from supervision.ballots.electorates import electorate_digest
from supervision.models import (
    Count,
    Elector,
    Evaluation,
    Receipt,
    Scheme,
    SchemeOption,
    Slip,
    Subject,
    TellerTotal,
    UrnMark,
)
from supervision.states import EvaluationState
from tests.factories import evaluations as make
from tests.factories.casework import make_cast, make_representative


@pytest.fixture
def people(db):
    return make_cast()


def refusal(evaluation, people):
    """What the person reads; nothing may have been written."""
    evaluation = Evaluation.objects.get(pk=evaluation.pk)
    with pytest.raises(TransitionError) as caught:
        evaluation.count(by=people.quxian)
    stored = Evaluation.objects.get(pk=evaluation.pk)
    assert (Count.objects.count(), stored.state) == (0, EvaluationState.CLOSED)
    return str(caught.value)


def test_a_weight_changed_after_opening_behind_the_models_back(people):
    evaluation = make.closed(people)
    SchemeOption.objects.filter(label="不满意").update(weight=90)
    assert refusal(evaluation, people) == "测评方案在开始后被改动过，不能计票。"


def test_a_rule_changed_after_opening_behind_the_models_back(people):
    evaluation = make.closed(people)
    Scheme.objects.update(quorum_percent=1)
    assert refusal(evaluation, people) == "测评方案在开始后被改动过，不能计票。"


def test_a_weight_changed_together_with_its_digest(people):
    evaluation = make.closed(people)
    SchemeOption.objects.filter(label="不满意").update(weight=90)
    Scheme.objects.update(digest=Scheme.objects.get().worked_out_digest())
    assert refusal(evaluation, people) == "测评方案在开始后被改动过，不能计票。"


def test_an_elector_slipped_in_together_with_the_digest(people):
    evaluation = make.closed(people)
    person = make_representative("后来的人", people.station)
    Elector.objects.create(evaluation=evaluation, representative=person)
    Evaluation.objects.update(eligible=13, electorate_digest=electorate_digest(evaluation))
    assert refusal(evaluation, people) == "参加测评的名单在开始后被改动过，不能计票。"


def test_an_elector_slipped_in(people):
    evaluation = make.closed(people)
    person = make_representative("后来的人", people.station)
    Elector.objects.create(evaluation=evaluation, representative=person)
    assert refusal(evaluation, people) == "参加测评的名单在开始后被改动过，不能计票。"


def test_the_number_of_those_who_may_vote_made_smaller(people):
    evaluation = make.closed(people)
    Evaluation.objects.update(eligible=2)
    assert refusal(evaluation, people) == "参加测评的名单在开始后被改动过，不能计票。"


def test_a_mark_too_many_in_the_urn(people):
    evaluation = make.closed(people)
    mark = UrnMark.objects.first()
    UrnMark.objects.create(id=1, urn=mark.urn, subject=mark.subject, option=mark.option)
    assert refusal(evaluation, people) == "票箱里的选择和票数对不上：票箱或测评对象被改动过。"


def test_a_mark_missing_from_the_urn(people):
    evaluation = make.closed(people)
    UrnMark.objects.filter(pk=UrnMark.objects.first().pk).delete()
    assert refusal(evaluation, people) == "票箱里的选择和票数对不上：票箱或测评对象被改动过。"


def test_a_whole_ballot_stuffed_into_the_urn(people):
    evaluation = make.closed(people, departments=1)
    mark = UrnMark.objects.first()
    UrnMark.objects.create(id=1, urn=mark.urn, subject=mark.subject, option=mark.option)
    Receipt.objects.create(id=1, urn=mark.urn, code="a" * 26)
    words = "登录投票的有 12 人，票箱里有 13 张票，对不上。"
    assert refusal(evaluation, people) == words


def test_a_slip_marked_as_used_without_a_ballot(people):
    evaluation = make.closed(people)
    make.print_slips(evaluation, 1)
    Slip.objects.update(is_spent=True)
    assert refusal(evaluation, people) == "用过的票签有 1 张，票箱里有 0 张票，对不上。"


def test_an_option_of_another_scheme(people):
    evaluation = make.closed(people)
    other = make.make_scheme(people.tree.yuanan)
    UrnMark.objects.filter(pk=UrnMark.objects.first().pk).update(option=other.options.first())
    assert refusal(evaluation, people) == "票箱里有方案上没有的选项。"


def test_an_object_deleted_behind_the_models_back(people):
    evaluation = make.closed(people)
    Subject.objects.filter(pk=evaluation.subjects.first().pk).delete()
    words = "票箱里有不在名单上的测评对象：测评对象在开始后被改动过。"
    assert refusal(evaluation, people) == words


def test_an_object_added_behind_the_models_back(people):
    evaluation = make.closed(people)
    make.add_departments(evaluation, 1)
    assert refusal(evaluation, people) == "票箱里的选择和票数对不上：票箱或测评对象被改动过。"


def test_a_way_switched_off_after_ballots_had_come_in(people):
    evaluation = make.opened(people, electors=6, by_paper=False)
    make.cast_all(evaluation, [0] * 6)
    evaluation.close(by=people.quxian)
    Evaluation.objects.update(by_account=False)
    words = "投票方式在开始后被改动过：登录投票的票还在票箱里。"
    assert refusal(evaluation, people) == words


def test_paper_that_nobody_has_counted(people):
    evaluation = make.opened(people)
    evaluation.close(by=people.quxian)
    assert "纸质票" in refusal(evaluation, people)


def test_two_tellers_who_disagree(people):
    evaluation = make.closed(people, by_paper=True)
    total = TellerTotal.objects.filter(votes=4).first()
    TellerTotal.objects.filter(pk=total.pk).update(votes=3)
    assert "不一致" in refusal(evaluation, people)


def test_tellers_whose_votes_don_t_add_up_to_their_ballots(people):
    evaluation = make.closed(people, by_paper=True)
    subject = evaluation.subjects.first()
    TellerTotal.objects.filter(votes=4, subject=subject).update(votes=3)
    words = "纸质票里，有的测评对象各项相加不等于收回的票数。"
    assert refusal(evaluation, people) == words


def test_more_listed_than_places(people):
    evaluation = make.selection(people, electors=6, by_paper=False)
    first, second, *_ = evaluation.subjects.all()
    make.list_on_ballots(evaluation, [(first, second)] * 6)
    evaluation.close(by=people.quxian)
    UrnMark.objects.update(option=make.options_of(evaluation)[0].pk)
    assert refusal(evaluation, people) == "登录投票的票箱里，列入的多于每张票能选的。"


def test_nothing_is_counted_while_people_vote(people):
    evaluation = make.opened(people, electors=6)
    make.cast_all(evaluation, [0] * 6)
    with pytest.raises(TransitionError):
        evaluation.count(by=people.quxian)
    assert Count.objects.count() == 0


def test_of_two_who_count_at_once_one_is_told_that_it_is_done(people):
    evaluation = make.closed(people)
    first, second = (Evaluation.objects.get(pk=evaluation.pk) for _ in range(2))
    first.count(by=people.quxian)
    with pytest.raises(TransitionError):
        second.count(by=people.shiji)
    assert [count.version for count in evaluation.counts.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_count_in_the_same_moment_one_wins():
    people = make_cast()
    evaluation = make.closed(people, ballots=[0] * 5)
    start = threading.Barrier(4)

    def count_it(_):
        mine = Evaluation.objects.get(pk=evaluation.pk)
        start.wait()
        try:
            mine.count(by=people.quxian)
        except TransitionError:
            return "refused"
        finally:
            connection.close()
        return "counted"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(count_it, range(4)))
    assert outcomes == ["counted", "refused", "refused", "refused"]
    assert evaluation.counts.count() == 1
