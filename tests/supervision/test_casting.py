"""A ballot goes in once, whole, in time, and only where it fits."""

import pytest
from django.db import transaction
from django.utils import timezone

from supervision.ballots import credentials
from supervision.ballots.casting import BallotError, cast
from supervision.ballots.credentials import SpentError
from supervision.models import Elector, Receipt, Slip, UrnMark, UrnRemark
from tests.factories import evaluations as make
from tests.factories.casework import make_cast


@pytest.fixture
def people(db):
    return make_cast()


def in_urn(evaluation):
    """(subject, option) of everything in the urns, in no order."""
    rows = UrnMark.objects.filter(urn__evaluation=evaluation)
    return sorted(rows.values_list("subject_id", "option_id"))


def test_a_ballot_is_one_row_for_each_object(people):
    evaluation = make.opened(people)
    receipt = make.vote(evaluation, people.representative, choice=1)
    assert in_urn(evaluation) == sorted(make.marks(evaluation, 1).items())
    assert [row.code for row in Receipt.objects.all()] == [receipt]


def test_a_representative_votes_once(people):
    evaluation = make.opened(people)
    make.vote(evaluation, people.representative)
    with pytest.raises(SpentError):
        make.vote(evaluation, people.representative)
    assert len(in_urn(evaluation)) == 3


def test_a_slip_is_used_once(people):
    evaluation = make.opened(people)
    first, second, _ = make.print_slips(evaluation)
    make.vote_by_slip(evaluation, first)
    with pytest.raises(SpentError):
        make.vote_by_slip(evaluation, first)
    make.vote_by_slip(evaluation, second, choice=2)
    assert len(in_urn(evaluation)) == 6


def test_what_is_refused_spends_nothing(people):
    evaluation = make.opened(people)
    with pytest.raises(BallotError):
        _cast_nothing(evaluation, people.daibiao)
    assert Elector.objects.filter(has_voted=True).count() == 0
    make.vote(evaluation, people.representative)


def _cast_nothing(evaluation, user):
    with transaction.atomic():
        credential = credentials.spend_elector(evaluation, user)
        cast(credential, {}, receipt=credentials.new_code())


def test_nothing_goes_in_a_second_after_closing(people):
    evaluation = make.opened(people)
    type(evaluation).objects.filter(pk=evaluation.pk).update(closes_at=timezone.now())
    with pytest.raises(BallotError):
        make.vote(evaluation, people.representative)
    assert in_urn(evaluation) == []


def test_every_cast_gives_all_rows_new_keys(people):
    evaluation = make.opened(people)
    first, second, _ = _electors(evaluation)
    make.vote(evaluation, first)
    before = set(UrnMark.objects.values_list("pk", flat=True))
    make.vote(evaluation, second)
    after = set(UrnMark.objects.values_list("pk", flat=True))
    assert len(after) == 6
    assert before & after == set()


def _electors(evaluation):
    rows = evaluation.electors.select_related("representative__user").order_by("pk")
    return [row.representative for row in rows]


def test_remarks_lie_apart_from_marks(people):
    evaluation = make.opened(people)
    subject = evaluation.subjects.first()
    make.vote(evaluation, people.representative, remarks={subject.pk: "窗口排队太久"})
    assert list(UrnRemark.objects.values_list("subject", "text")) == [(subject.pk, "窗口排队太久")]


def test_slips_keep_digests_alone(people):
    evaluation = make.opened(people)
    codes = make.print_slips(evaluation, 5)
    stored = list(Slip.objects.order_by("pk").values_list("digest", flat=True))
    assert stored == sorted(map(credentials.digest, codes))
