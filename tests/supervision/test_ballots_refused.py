"""Who may not vote, and what does not fit: refused in words, and nothing is spent by it."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from supervision.ballots import casting, credentials
from supervision.ballots.credentials import SpentError
from supervision.models import Elector, Receipt, Slip, SlipBatch, UrnMark, UrnRemark
from tests.clock import frozen
from tests.factories import evaluations as make
from tests.factories.accounts import make_user


def nothing_happened():
    return not (
        UrnMark.objects.exists()
        or UrnRemark.objects.exists()
        or Receipt.objects.exists()
        or Elector.objects.filter(has_voted=True).exists()
        or Slip.objects.filter(is_spent=True).exists()
    )


def put_in(evaluation, user, marks, **more):
    with transaction.atomic():
        credential = credentials.spend_elector(evaluation, user)
        casting.cast(credential, marks, receipt=credentials.new_code(), **more)


# slips --------------------------------------------------------------------------------------------


def test_a_guessed_slip_is_refused(cast):
    evaluation = make.opened(cast)
    code, *_ = make.print_slips(evaluation)
    near = code[:-2] + ("aa" if code[-2:] != "aa" else "ba")
    for guess in (credentials.new_code(), near, "", code[:-1], "' OR 1=1 --"):
        with pytest.raises(SpentError, match="没有这张票签"):
            make.vote_by_slip(evaluation, guess)
    assert nothing_happened()


def test_a_copied_slip_is_used_by_whoever_comes_first(cast):
    evaluation = make.opened(cast)
    code, *_ = make.print_slips(evaluation)
    receipt = make.vote_by_slip(evaluation, f" {code.upper()} ", choice=1)
    with pytest.raises(SpentError, match="已经用过了"):
        make.vote_by_slip(evaluation, code)
    assert list(Receipt.objects.values_list("code", flat=True)) == [receipt]
    assert set(UrnMark.objects.values_list("option_id", flat=True)) == {
        make.options_of(evaluation)[1].pk
    }


def test_a_voided_slip_is_refused(cast):
    evaluation = make.opened(cast)
    code, *_ = make.print_slips(evaluation)
    SlipBatch.objects.update(voided_at=timezone.now(), void_reason="印错了")
    with pytest.raises(SpentError, match="已经作废"):
        make.vote_by_slip(evaluation, code)
    assert nothing_happened()


def test_a_slip_of_another_evaluation_is_refused_and_stays_good(cast):
    evaluation, other = make.opened(cast), make.opened(cast, title="另一次测评")
    code, *_ = make.print_slips(other)
    with pytest.raises(SpentError, match="没有这张票签"):
        make.vote_by_slip(evaluation, code)
    assert nothing_happened()
    make.vote_by_slip(other, code)


def test_what_the_server_keeps_of_slips_opens_nothing(cast):
    evaluation = make.opened(cast)
    make.print_slips(evaluation)
    for stored in Slip.objects.values_list("digest", flat=True):
        with pytest.raises(SpentError):
            make.vote_by_slip(evaluation, stored)


# persons ------------------------------------------------------------------------------------------


def test_nobody_votes_who_is_not_in_the_electorate(cast):
    evaluation = make.opened(cast)
    outsiders = [
        make_user("noseat"),
        cast.quxian,
        cast.shiji,
        cast.stranger,
        cast.bumen,
        make_user("root", is_superuser=True, is_staff=True),
    ]
    for user in outsiders:
        with pytest.raises(SpentError, match="不在这次测评的投票名单上"):
            put_in(evaluation, user, make.marks(evaluation))
    assert nothing_happened()


def test_an_elector_of_another_evaluation_does_not_vote_in_this_one(cast):
    evaluation = make.opened(cast, electors=1)
    other = make.opened(cast, title="另一次测评", electors=3)
    elsewhere = other.electors.exclude(representative=cast.representative).first()
    with pytest.raises(SpentError, match="不在这次测评的投票名单上"):
        make.vote(evaluation, elsewhere.representative)
    assert nothing_happened()


def test_a_way_that_was_not_chosen_is_refused(cast):
    evaluation = make.opened(cast, by_account=False)
    with pytest.raises(casting.BallotError, match="不用这种方式"):
        make.vote(evaluation, cast.representative)
    evaluation = make.opened(cast, title="没有票签的测评", by_slip=False)
    code, *_ = make.print_slips(evaluation)
    with pytest.raises(casting.BallotError, match="不用这种方式"):
        make.vote_by_slip(evaluation, code)
    assert nothing_happened()


# time ---------------------------------------------------------------------------------------------


def test_a_second_before_closing_counts_and_a_second_after_is_refused(cast):
    evaluation = make.opened(cast)
    first, second, _ = evaluation.electors.select_related("representative__user")
    code, *_ = make.print_slips(evaluation)
    with frozen(evaluation.closes_at - timedelta(seconds=1)):
        receipt = make.vote(evaluation, first.representative)
    with frozen(evaluation.closes_at + timedelta(seconds=1)):
        with pytest.raises(casting.BallotError, match="已经截止"):
            make.vote(evaluation, second.representative)
        with pytest.raises(casting.BallotError, match="已经截止"):
            make.vote_by_slip(evaluation, code)
    assert list(Receipt.objects.values_list("code", flat=True)) == [receipt]
    assert list(Elector.objects.filter(has_voted=True)) == [first]
    assert not Slip.objects.filter(is_spent=True).exists()


def test_before_opening_and_after_cancelling_nothing_goes_in(cast):
    preparing = make.ready(cast)
    with pytest.raises(casting.BallotError):
        make.vote(preparing, cast.representative)
    cancelled = make.opened(cast, title="取消的测评")
    cancelled.cancel("推迟", by=cast.quxian)
    with pytest.raises(casting.BallotError):
        make.vote(cancelled, cast.representative)
    assert nothing_happened()


def test_once_open_nothing_is_tried_any_more(cast):
    evaluation = make.opened(cast)
    with pytest.raises(casting.BallotError, match="不能再试投"), transaction.atomic():
        casting.cast(
            credentials.trial(evaluation), make.marks(evaluation), receipt=credentials.new_code()
        )
    assert nothing_happened()


# what stands on the ballot ------------------------------------------------------------------------


def test_an_option_of_another_scheme_is_refused(cast):
    evaluation = make.opened(cast)
    foreign = make.make_scheme(cast.tree.xiling, name="别的方案").options.first()
    with pytest.raises(casting.BallotError, match="没有这个选项"):
        put_in(evaluation, cast.daibiao, make.marks(evaluation) | {_first(evaluation): foreign.pk})
    assert nothing_happened()


def _first(evaluation):
    return evaluation.subjects.first().pk


def test_a_missing_or_foreign_object_is_refused(cast):
    evaluation, other = make.opened(cast), make.opened(cast, title="另一次测评")
    marks, foreign = make.marks(evaluation), make.marks(other)
    fewer = {key: option for key, option in marks.items() if key != _first(evaluation)}
    for wrong in (fewer, marks | foreign, fewer | dict([*foreign.items()][:1]), {}):
        with pytest.raises(casting.BallotError, match="刚才有变动"):
            put_in(evaluation, cast.daibiao, wrong)
    assert nothing_happened()


def test_a_remark_on_a_foreign_object_or_too_long_is_refused(cast):
    evaluation, other = make.opened(cast), make.opened(cast, title="另一次测评")
    marks = make.marks(evaluation)
    with pytest.raises(casting.BallotError, match="刚才有变动"):
        put_in(evaluation, cast.daibiao, marks, remarks={_first(other): "不相干"})
    with pytest.raises(casting.BallotError, match="最多写 300 个字"):
        put_in(evaluation, cast.daibiao, marks, remarks={_first(evaluation): "长" * 301})
    assert nothing_happened()


def test_an_object_withdrawn_between_opening_the_ballot_and_casting_is_told(cast):
    evaluation = make.opened(cast)
    code, *_ = make.print_slips(evaluation)
    on_screen = make.marks(evaluation)
    evaluation.withdraw_subject(evaluation.subjects.last(), "机构撤并", by=cast.quxian)
    with pytest.raises(casting.BallotError, match="刚才有变动，请重新打开选票再投"):
        put_in(evaluation, cast.daibiao, on_screen)
    with pytest.raises(casting.BallotError, match="刚才有变动"), transaction.atomic():
        casting.cast(
            credentials.spend_slip(evaluation, code), on_screen, receipt=credentials.new_code()
        )
    assert nothing_happened()
    make.vote(evaluation, cast.representative)
    make.vote_by_slip(evaluation, code)


def test_an_object_that_one_recuses_oneself_from_is_refused(cast):
    scheme = make.make_scheme(cast.tree.xiling, recuses=True)
    evaluation = make.ready(cast, scheme=scheme)
    elector = evaluation.electors.get(representative=cast.representative)
    subject = evaluation.subjects.first()
    elector.recusals.create(subject=subject, reason="本人曾任该局局长")
    evaluation.open(by=cast.quxian)
    marks = make.marks(evaluation)
    with pytest.raises(casting.BallotError):
        put_in(evaluation, cast.daibiao, marks)
    assert nothing_happened()
    del marks[subject.pk]
    put_in(evaluation, cast.daibiao, marks)
    assert UrnMark.objects.count() == len(marks)


def test_more_listed_than_places_are_refused(cast):
    evaluation = make.selection(cast, places=2, departments=4)
    listed, not_listed = make.options_of(evaluation)
    keys = list(make.marks(evaluation))
    for amount in (3, 4):
        chosen = {key: (listed if n < amount else not_listed).pk for n, key in enumerate(keys)}
        with pytest.raises(casting.BallotError, match=f"最多选 2 个，您选了 {amount} 个"):
            put_in(evaluation, cast.daibiao, chosen)
    assert nothing_happened()
    put_in(
        evaluation,
        cast.daibiao,
        {key: (listed if n < 2 else not_listed).pk for n, key in enumerate(keys)},
    )
    assert UrnMark.objects.count() == 4
