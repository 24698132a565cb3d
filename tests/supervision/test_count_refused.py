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
from tests.factories.casework import make_representative


def refusal(evaluation, cast):
    """What the person reads; nothing may have been written."""
    evaluation = Evaluation.objects.get(pk=evaluation.pk)
    with pytest.raises(TransitionError) as caught:
        evaluation.count(by=cast.quxian)
    stored = Evaluation.objects.get(pk=evaluation.pk)
    assert (Count.objects.count(), stored.state) == (0, EvaluationState.CLOSED)
    return str(caught.value)


def test_a_weight_changed_after_opening_behind_the_models_back(cast):
    evaluation = make.closed(cast)
    SchemeOption.objects.filter(label="不满意").update(weight=90)
    assert refusal(evaluation, cast) == "测评方案在开始后被改动过，不能计票。"


def test_a_rule_changed_after_opening_behind_the_models_back(cast):
    evaluation = make.closed(cast)
    Scheme.objects.update(quorum_percent=1)
    assert refusal(evaluation, cast) == "测评方案在开始后被改动过，不能计票。"


def test_a_weight_changed_together_with_its_digest(cast):
    evaluation = make.closed(cast)
    SchemeOption.objects.filter(label="不满意").update(weight=90)
    Scheme.objects.update(digest=Scheme.objects.get().worked_out_digest())
    assert refusal(evaluation, cast) == "测评方案在开始后被改动过，不能计票。"


def test_an_elector_slipped_in_together_with_the_digest(cast):
    evaluation = make.closed(cast)
    person = make_representative("后来的人", cast.station)
    Elector.objects.create(evaluation=evaluation, representative=person)
    Evaluation.objects.update(eligible=13, electorate_digest=electorate_digest(evaluation))
    assert refusal(evaluation, cast) == "参加测评的名单在开始后被改动过，不能计票。"


def test_an_elector_slipped_in(cast):
    evaluation = make.closed(cast)
    person = make_representative("后来的人", cast.station)
    Elector.objects.create(evaluation=evaluation, representative=person)
    assert refusal(evaluation, cast) == "参加测评的名单在开始后被改动过，不能计票。"


def test_the_number_of_those_who_may_vote_made_smaller(cast):
    evaluation = make.closed(cast)
    Evaluation.objects.update(eligible=2)
    assert refusal(evaluation, cast) == "参加测评的名单在开始后被改动过，不能计票。"


def test_a_mark_too_many_in_the_urn(cast):
    evaluation = make.closed(cast)
    mark = UrnMark.objects.first()
    UrnMark.objects.create(id=1, urn=mark.urn, subject=mark.subject, option=mark.option)
    assert refusal(evaluation, cast) == "票箱里的选择和票数对不上：票箱或测评对象被改动过。"


def test_a_mark_missing_from_the_urn(cast):
    evaluation = make.closed(cast)
    UrnMark.objects.filter(pk=UrnMark.objects.first().pk).delete()
    assert refusal(evaluation, cast) == "票箱里的选择和票数对不上：票箱或测评对象被改动过。"


def test_a_whole_ballot_stuffed_into_the_urn(cast):
    evaluation = make.closed(cast, departments=1)
    mark = UrnMark.objects.first()
    UrnMark.objects.create(id=1, urn=mark.urn, subject=mark.subject, option=mark.option)
    Receipt.objects.create(id=1, urn=mark.urn, code="a" * 26)
    words = "登录投票的有 12 人，票箱里有 13 张票，对不上。"
    assert refusal(evaluation, cast) == words


def test_a_slip_marked_as_used_without_a_ballot(cast):
    evaluation = make.closed(cast)
    make.print_slips(evaluation, 1)
    Slip.objects.update(is_spent=True)
    assert refusal(evaluation, cast) == "用过的票签有 1 张，票箱里有 0 张票，对不上。"


def test_an_option_of_another_scheme(cast):
    evaluation = make.closed(cast)
    other = make.make_scheme(cast.tree.yuanan)
    UrnMark.objects.filter(pk=UrnMark.objects.first().pk).update(option=other.options.first())
    assert refusal(evaluation, cast) == "票箱里有方案上没有的选项。"


def test_an_object_deleted_behind_the_models_back(cast):
    evaluation = make.closed(cast)
    Subject.objects.filter(pk=evaluation.subjects.first().pk).delete()
    words = "票箱里有不在名单上的测评对象：测评对象在开始后被改动过。"
    assert refusal(evaluation, cast) == words


def test_an_object_added_behind_the_models_back(cast):
    evaluation = make.closed(cast)
    make.add_departments(evaluation, 1)
    assert refusal(evaluation, cast) == "票箱里的选择和票数对不上：票箱或测评对象被改动过。"


def test_a_way_switched_off_after_ballots_had_come_in(cast):
    evaluation = make.opened(cast, electors=6, by_paper=False)
    make.cast_all(evaluation, [0] * 6)
    evaluation.close(by=cast.quxian)
    Evaluation.objects.update(by_account=False)
    words = "投票方式在开始后被改动过：登录投票的票还在票箱里。"
    assert refusal(evaluation, cast) == words


def test_paper_that_nobody_has_counted(cast):
    evaluation = make.opened(cast)
    evaluation.close(by=cast.quxian)
    assert "纸质票" in refusal(evaluation, cast)


def test_two_tellers_who_disagree(cast):
    evaluation = make.closed(cast, by_paper=True)
    total = TellerTotal.objects.filter(votes=4).first()
    TellerTotal.objects.filter(pk=total.pk).update(votes=3)
    assert "不一致" in refusal(evaluation, cast)


def test_tellers_whose_votes_don_t_add_up_to_their_ballots(cast):
    evaluation = make.closed(cast, by_paper=True)
    subject = evaluation.subjects.first()
    TellerTotal.objects.filter(votes=4, subject=subject).update(votes=3)
    words = "纸质票里，有的测评对象各项相加不等于收回的票数。"
    assert refusal(evaluation, cast) == words


def test_more_listed_than_places(cast):
    evaluation = make.selection(cast, electors=6, by_paper=False)
    first, second, *_ = evaluation.subjects.all()
    make.list_on_ballots(evaluation, [(first, second)] * 6)
    evaluation.close(by=cast.quxian)
    UrnMark.objects.update(option=make.options_of(evaluation)[0].pk)
    assert refusal(evaluation, cast) == "登录投票的票箱里，列入的多于每张票能选的。"


def test_nothing_is_counted_while_people_vote(cast):
    evaluation = make.opened(cast, electors=6)
    make.cast_all(evaluation, [0] * 6)
    with pytest.raises(TransitionError):
        evaluation.count(by=cast.quxian)
    assert Count.objects.count() == 0


def test_of_two_who_count_at_once_one_is_told_that_it_is_done(cast):
    evaluation = make.closed(cast)
    first, second = (Evaluation.objects.get(pk=evaluation.pk) for _ in range(2))
    first.count(by=cast.quxian)
    with pytest.raises(TransitionError):
        second.count(by=cast.shiji)
    assert [count.version for count in evaluation.counts.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_of_many_who_count_in_the_same_moment_one_wins(cast):
    evaluation = make.closed(cast, ballots=[0] * 5)
    start = threading.Barrier(4)

    def count_it(_):
        mine = Evaluation.objects.get(pk=evaluation.pk)
        start.wait()
        try:
            mine.count(by=cast.quxian)
        except TransitionError:
            return "refused"
        finally:
            connection.close()
        return "counted"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(count_it, range(4)))
    assert outcomes == ["counted", "refused", "refused", "refused"]
    assert evaluation.counts.count() == 1
