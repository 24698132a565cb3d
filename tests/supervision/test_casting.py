"""A ballot goes in once, whole, in time, and only where it fits."""

import pytest
from django.db import transaction
from django.utils import timezone

from supervision.ballots import casting, credentials
from supervision.ballots.credentials import SpentError
from supervision.models import Elector, Receipt, Slip, UrnMark, UrnRemark
from tests.factories import evaluations as make


def in_urn(evaluation):
    """(subject, option) of everything in the urns, in no order."""
    rows = UrnMark.objects.filter(urn__evaluation=evaluation)
    return sorted(rows.values_list("subject_id", "option_id"))


def test_a_ballot_is_one_row_for_each_object(cast):
    evaluation = make.opened(cast)
    receipt = make.vote(evaluation, cast.representative, choice=1)
    assert in_urn(evaluation) == sorted(make.marks(evaluation, 1).items())
    assert [row.code for row in Receipt.objects.all()] == [receipt]


def test_a_representative_votes_once(cast):
    evaluation = make.opened(cast)
    make.vote(evaluation, cast.representative)
    with pytest.raises(SpentError):
        make.vote(evaluation, cast.representative)
    assert len(in_urn(evaluation)) == 3


def test_a_slip_is_used_once(cast):
    evaluation = make.opened(cast)
    first, second, _ = make.print_slips(evaluation)
    make.vote_by_slip(evaluation, first)
    with pytest.raises(SpentError):
        make.vote_by_slip(evaluation, first)
    make.vote_by_slip(evaluation, second, choice=2)
    assert len(in_urn(evaluation)) == 6


def test_what_is_refused_spends_nothing(cast):
    evaluation = make.opened(cast)
    with pytest.raises(casting.BallotError):
        _cast_nothing(evaluation, cast.daibiao)
    assert Elector.objects.filter(has_voted=True).count() == 0
    make.vote(evaluation, cast.representative)


def _cast_nothing(evaluation, user):
    with transaction.atomic():
        credential = credentials.spend_elector(evaluation, user)
        casting.cast(credential, {}, receipt=credentials.new_code())


def test_nothing_goes_in_a_second_after_closing(cast):
    evaluation = make.opened(cast)
    type(evaluation).objects.filter(pk=evaluation.pk).update(closes_at=timezone.now())
    with pytest.raises(casting.BallotError):
        make.vote(evaluation, cast.representative)
    assert in_urn(evaluation) == []


def test_every_cast_gives_all_rows_new_keys(cast):
    evaluation = make.opened(cast)
    first, second, _ = _electors(evaluation)
    make.vote(evaluation, first)
    before = set(UrnMark.objects.values_list("pk", flat=True))
    make.vote(evaluation, second)
    after = set(UrnMark.objects.values_list("pk", flat=True))
    assert len(after) == 6
    assert before & after == set()


def test_a_vote_stands_when_its_earlier_rows_can_not_be_forgotten(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    def locked():
        raise OSError("somebody else holds the file")

    monkeypatch.setattr(casting, "forget_earlier_rows", locked)
    evaluation = make.opened(cast)
    with django_capture_on_commit_callbacks(execute=True) as called:
        receipt = make.vote(evaluation, cast.representative)
    assert locked in called
    assert [row.code for row in Receipt.objects.all()] == [receipt]


def _electors(evaluation):
    rows = evaluation.electors.select_related("representative__user").order_by("pk")
    return [row.representative for row in rows]


def test_remarks_lie_apart_from_marks(cast):
    evaluation = make.opened(cast)
    subject = evaluation.subjects.first()
    make.vote(evaluation, cast.representative, remarks={subject.pk: "窗口排队太久"})
    assert list(UrnRemark.objects.values_list("subject", "text")) == [(subject.pk, "窗口排队太久")]


def test_slips_keep_digests_alone(cast):
    evaluation = make.opened(cast)
    codes = make.print_slips(evaluation, 5)
    stored = list(Slip.objects.order_by("pk").values_list("digest", flat=True))
    assert stored == sorted(map(credentials.digest, codes))
