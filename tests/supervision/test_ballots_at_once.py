"""Many at one moment: each ballot is in the urn once, or not at all."""

from functools import partial

import pytest
from django.db import transaction

from supervision.ballots import casting, credentials
from supervision.ballots.credentials import SpentError
from supervision.models import Elector, Evaluation, Receipt, Slip, UrnMark
from tests.factories import evaluations as make
from tests.supervision.attacking import killed_voter, together

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 100
OBJECTS = 3


def receipts():
    return sorted(Receipt.objects.values_list("code", flat=True))


def refused(answers):
    return [type(answer) for answer in answers if isinstance(answer, Exception)]


def kept(answers):
    return sorted(answer for answer in answers if isinstance(answer, str))


def test_one_elector_in_a_hundred_threads_votes_once(cast):
    evaluation = make.opened(cast)
    answers = together(*[partial(make.vote, evaluation, cast.representative)] * MANY)
    assert refused(answers) == [SpentError] * (MANY - 1)
    assert kept(answers) == receipts()
    assert UrnMark.objects.count() == OBJECTS
    assert Elector.objects.filter(has_voted=True).count() == 1


def test_one_slip_in_a_hundred_threads_is_used_once(cast):
    evaluation = make.opened(cast)
    code, *_ = make.print_slips(evaluation)
    answers = together(*[partial(make.vote_by_slip, evaluation, code)] * MANY)
    assert refused(answers) == [SpentError] * (MANY - 1)
    assert kept(answers) == receipts()
    assert UrnMark.objects.count() == OBJECTS
    assert Slip.objects.filter(is_spent=True).count() == 1


def test_many_electors_and_slips_at_once_are_all_in_once_each(cast):
    evaluation = make.opened(cast, electors=20)
    electors = evaluation.electors.select_related("representative__user")
    answers = together(
        *[partial(make.vote, evaluation, one.representative) for one in electors],
        *[
            partial(make.vote_by_slip, evaluation, code, 1)
            for code in make.print_slips(evaluation, 20)
        ],
    )
    assert refused(answers) == []
    assert kept(answers) == receipts()
    assert len(set(answers)) == 40
    first, second, *_ = make.options_of(evaluation)
    for way, option in (("account", first), ("slip", second)):
        marks = UrnMark.objects.filter(urn__way=way).values_list("subject_id", "option_id")
        assert sorted(marks) == sorted(
            [(subject.pk, option.pk) for subject in evaluation.subjects.all()] * 20
        )
    assert evaluation.electors.filter(has_voted=False).count() == 0


def test_two_evaluations_at_once_do_not_mix_their_urns(cast):
    one, other = make.opened(cast), make.opened(cast, title="另一次测评")
    acts = [
        partial(make.vote, evaluation, elector.representative, choice)
        for choice, evaluation in enumerate((one, other))
        for elector in evaluation.electors.select_related("representative__user")
    ]
    assert refused(together(*acts)) == []
    for choice, evaluation in enumerate((one, other)):
        marks = UrnMark.objects.filter(urn__evaluation=evaluation)
        expected = sorted(make.marks(evaluation, choice).items()) * evaluation.electors.count()
        assert sorted(marks.values_list("subject_id", "option_id")) == sorted(expected)


def test_whoever_races_with_the_closing_is_in_and_counted_or_told_so(cast):
    evaluation = make.opened(cast, electors=12, by_paper=False, by_slip=False)
    electors = list(evaluation.electors.select_related("representative__user"))
    acts = [partial(make.vote, evaluation, one.representative) for one in electors]

    def close():
        Evaluation.objects.get(pk=evaluation.pk).close(by=cast.quxian)

    answers = together(*acts[:6], close, *acts[6:])
    assert set(refused(answers)) <= {casting.BallotError}
    assert kept(answers) == receipts()
    voted = evaluation.electors.filter(has_voted=True).count()
    assert voted == len(receipts()) == UrnMark.objects.count() / OBJECTS
    closed = Evaluation.objects.get(pk=evaluation.pk)
    assert closed.state == "closed"
    if voted:  # what was confirmed is what is counted
        assert closed.count(by=cast.quxian).returned == voted


def test_the_closing_waits_for_the_ballot_that_is_going_in(cast):
    evaluation = make.opened(cast)
    receipt = credentials.new_code()
    with transaction.atomic():
        credential = credentials.spend_elector(evaluation, cast.daibiao)
        casting.cast(credential, make.marks(evaluation), receipt=receipt)
    Evaluation.objects.get(pk=evaluation.pk).close(by=cast.quxian)
    assert receipts() == [receipt]
    second = evaluation.electors.filter(has_voted=False).first().representative
    with pytest.raises(casting.BallotError):
        make.vote(evaluation, second)
    assert evaluation.electors.filter(has_voted=True).count() == 1


# a process is killed ------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["spent", "in"])
def test_killed_between_spending_and_the_commit_neither_happened_and_again_works(cast, when):
    evaluation = make.opened(cast)
    lost = credentials.new_code()
    assert killed_voter(evaluation, cast.daibiao, lost, when=when) == ("here", -9)
    assert receipts() == []
    assert UrnMark.objects.count() == 0
    assert Elector.objects.filter(has_voted=True).count() == 0
    again = make.vote(evaluation, cast.representative)
    assert receipts() == [again]
    assert UrnMark.objects.count() == OBJECTS


def test_killed_after_the_commit_the_ballot_is_in_and_again_is_told_so(cast):
    evaluation = make.opened(cast)
    receipt = credentials.new_code()
    assert killed_voter(evaluation, cast.daibiao, receipt, when="committed") == ("here", -9)
    with pytest.raises(SpentError, match="已经投过票了"):
        make.vote(evaluation, cast.representative)
    assert receipts() == [receipt]
    assert UrnMark.objects.count() == OBJECTS
