"""More ballots of one way than were handed out: said before the count, invalid after it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

import supervision
from casework.workflow import TransitionError
from supervision.ballots import casting
from supervision.ballots.credentials import new_code, spend_slip
from supervision.models import Count, Evaluation
from supervision.results.count_file import as_bytes
from tests.factories import evaluations as make
from tests.factories.accounts import signed_in

VERIFIER = Path(supervision.__file__).parent / "results" / "verify_ballots.py"


def voted_by_slip(cast, *, handed_out, used, **fields):
    """Closed; ``used`` slips came in of ``handed_out`` that staff registered."""
    evaluation = make.opened(cast, electors=12, by_account=False, **fields)
    for code in make.print_slips(evaluation, used):
        make.vote_by_slip(evaluation, code)
    Evaluation.objects.filter(pk=evaluation.pk).update(slips_handed_out=handed_out)
    evaluation.refresh_from_db()
    return evaluation


def closed(cast, **fields):
    evaluation = voted_by_slip(cast, **fields)
    evaluation.close(by=cast.quxian)
    return evaluation


def counted(cast, **fields):
    evaluation = closed(cast, **fields)
    evaluation.count(by=cast.quxian)
    return evaluation


def test_the_count_page_warns_before_it_is_too_late(cast):
    evaluation = closed(cast, handed_out=8, used=10, by_paper=False)
    page = signed_in(cast.quxian).get(reverse("office:evaluation_count", args=[evaluation.pk])).text
    assert "登记发出 8 张票签，用过的已经有 10 张。" in page
    assert reverse("office:slips_handed_out", args=[evaluation.pk]) in page


def test_it_says_nothing_where_the_numbers_fit(cast):
    evaluation = closed(cast, handed_out=10, used=10, by_paper=False)
    page = signed_in(cast.quxian).get(reverse("office:evaluation_count", args=[evaluation.pk])).text
    assert "用过的票签" not in page


def test_who_registers_too_few_is_told_at_once(cast):
    evaluation = voted_by_slip(cast, handed_out=10, used=10, by_paper=False)
    path = reverse("office:slips_handed_out", args=[evaluation.pk])
    answer = signed_in(cast.quxian).post(path, {"amount": 8}, follow=True)
    assert "登记发出 8 张票签，用过的已经有 10 张。" in answer.text


def test_the_number_can_be_put_right_after_closing(cast):
    evaluation = closed(cast, handed_out=8, used=10, by_paper=False)
    path = reverse("office:slips_handed_out", args=[evaluation.pk])
    assert signed_in(cast.quxian).post(path, {"amount": 10}).status_code == 302
    evaluation.refresh_from_db()
    evaluation.count(by=cast.quxian)
    assert evaluation.current_count().faults() == []


def test_counted_so_the_vote_is_invalid_also_where_paper_that_did_not_return_would_hide_it(cast):
    evaluation = voted_by_slip(cast, handed_out=5, used=7, by_paper=True)
    make.enter_paper(evaluation, (4, 1, 0, 0), issued=10)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    count = evaluation.current_count()
    assert (count.returned, count.issued) == (12, 15)
    assert count.faults() == ["扫码投票收回的比发出的多。"]
    make.approve(evaluation, "publish", cast.quxian)
    with pytest.raises(TransitionError, match="这次测评无效"):
        evaluation.publish(by=cast.quxian, with_ranks=False)


def test_nobody_is_chosen_by_an_invalid_selection_and_the_verifier_agrees(cast, tmp_path):
    evaluation = make.selection(
        cast, places=1, departments=2, electors=12, by_account=False, by_paper=False
    )
    first, second = evaluation.subjects.all()
    yes, no = make.options_of(evaluation)
    for code in make.print_slips(evaluation, 10):
        with transaction.atomic():
            credential = spend_slip(evaluation, code)
            casting.cast(credential, {first.pk: yes.pk, second.pk: no.pk}, receipt=new_code())
    Evaluation.objects.filter(pk=evaluation.pk).update(slips_handed_out=8)
    evaluation.refresh_from_db()
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    assert evaluation.subjects.filter(is_chosen=True).count() == 0
    file = tmp_path / "count.json"
    file.write_bytes(as_bytes(Count.objects.values_list("file", flat=True).get()))
    said = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), str(file)],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert json.loads(file.read_text())["has_quorum"] is True
    assert [line.strip() for line in said.splitlines() if line.startswith("    ")][:1] == [
        "扫码投票收回的比发出的多，这次测评无效。"
    ]
    assert "是否列入写错了" not in said


def test_the_rated_read_that_it_is_invalid_and_no_rank(cast):
    evaluation = counted(cast, handed_out=8, used=10, by_paper=False)
    subject = evaluation.subjects.first()
    subject.department.members.add(cast.bumen)
    evaluation.give_feedback(subject, "请看意见", by=cast.quxian)
    page = signed_in(cast.bumen).get(reverse("supervision:my_result", args=[subject.pk])).text
    assert "这次测评无效，下面的数不算数" in page
    assert ("总名次" in page, "达标线" in page) == (False, False)


def test_who_writes_feedback_reads_that_it_is_invalid(cast):
    evaluation = counted(cast, handed_out=8, used=10, by_paper=False)
    subject = evaluation.subjects.first()
    path = reverse("office:evaluation_feedback", args=[evaluation.pk])
    page = signed_in(cast.quxian).get(path, {"object": subject.pk}).text
    assert ("测评无效：扫码投票收回的比发出的多。" in page, "总名次" in page) == (True, False)
