"""Whoever holds a printed slip votes once, without an account and without a name."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from supervision.ballots.credentials import new_code
from supervision.models import Slip, SlipBatch, UrnMark
from tests.factories import evaluations as make
from tests.factories.reports import PDF, attached


@pytest.fixture
def evaluation(cast):
    return make.opened(cast)


@pytest.fixture
def code(evaluation):
    return make.print_slips(evaluation)[0]


def at(name, code, *more):
    return reverse(f"supervision:{name}", args=[code, *more])


def filled(evaluation, choice=0, **more):
    marks = make.marks(evaluation, choice)
    return {f"m-{subject}": str(option) for subject, option in marks.items()} | more


def in_urn(evaluation):
    rows = UrnMark.objects.filter(urn__evaluation=evaluation, urn__way="slip")
    return sorted(rows.values_list("subject_id", "option_id"))


def said(answer):
    return answer.status_code, answer.content.decode()


def test_a_slip_opens_the_ballot_and_is_not_spent_by_looking(evaluation, code):
    page = Client().get(at("slip", code))
    assert page.status_code == 200
    assert page.content.decode().count('type="radio"') == 12
    checked = Client().post(at("slip_check", code), filled(evaluation))
    assert "投进票箱" in checked.content.decode()
    assert Slip.objects.filter(is_spent=True).count() == 0
    assert in_urn(evaluation) == []


def test_a_slip_casts_one_ballot_and_leads_to_its_receipt(evaluation, code):
    receipt = new_code()
    answer = Client().post(at("slip_cast", code), filled(evaluation, 1) | {"receipt": receipt})
    done = reverse("supervision:ballot_done", args=[evaluation.pk, receipt])
    assert (answer.status_code, answer["Location"]) == (302, done)
    assert in_urn(evaluation) == sorted(make.marks(evaluation, 1).items())
    assert Client().get(done).status_code == 200


def test_neither_session_nor_cookie_is_written(evaluation, code):
    from django.contrib.sessions.models import Session

    client = Client()
    client.post(at("slip_cast", code), filled(evaluation) | {"receipt": new_code()})
    assert Session.objects.count() == 0
    assert list(client.cookies) == []


def test_a_used_slip_says_so(evaluation, code):
    make.vote_by_slip(evaluation, code)
    for answer in (
        Client().get(at("slip", code)),
        Client().post(at("slip_check", code), filled(evaluation)),
        Client().post(at("slip_cast", code), filled(evaluation)),
    ):
        status, words = said(answer)
        assert (status, "每张只能投一次" in words) == (409, True)
    assert len(in_urn(evaluation)) == 3


def test_a_retry_after_a_lost_answer_leads_to_the_same_receipt(evaluation, code):
    data = filled(evaluation) | {"receipt": new_code()}
    first = Client().post(at("slip_cast", code), data)
    again = Client().post(at("slip_cast", code), data)
    assert again["Location"] == first["Location"]
    assert len(in_urn(evaluation)) == 3


def test_a_voided_slip_says_why(evaluation, code):
    rows = SlipBatch.objects.filter(evaluation=evaluation)
    rows.update(voided_at=timezone.now(), void_reason="印糊了")
    status, words = said(Client().get(at("slip", code)))
    assert (status, "原因：印糊了" in words) == (410, True)
    assert Client().post(at("slip_cast", code), filled(evaluation)).status_code == 410
    assert in_urn(evaluation) == []


def test_before_opening_the_slip_is_to_be_kept(cast):
    evaluation = make.ready(cast)
    code = make.print_slips(evaluation)[0]
    status, words = said(Client().get(at("slip", code)))
    assert (status, "投票还没有开始" in words) == (409, True)


def test_after_closing_and_after_cancelling_it_says_so(cast, evaluation, code):
    type(evaluation).objects.filter(pk=evaluation.pk).update(closes_at=timezone.now())
    status, words = said(Client().get(at("slip", code)))
    assert (status, "投票已经截止" in words) == (410, True)
    assert Client().post(at("slip_cast", code), filled(evaluation)).status_code == 410
    evaluation.refresh_from_db()
    evaluation.cancel("重新组织", by=cast.quxian)
    status, words = said(Client().get(at("slip", code)))
    assert (status, "这次测评取消了" in words) == (410, True)


@pytest.mark.parametrize("guess", ["a" * 26, "abc", "A" * 200, "我" * 26, "1" * 26])
def test_an_unknown_slip_is_not_found(evaluation, guess):
    for name in ("slip", "slip_check", "slip_cast"):
        answer = Client().post(at(name, guess), filled(evaluation))
        assert said(answer)[0] == 404
    assert Client().get(at("slip_report", guess, 1)).status_code == 404


def test_guessing_has_to_wait_and_right_slips_still_open(evaluation, code, throttled):
    answers = [Client().get(at("slip", "a" * 26)).status_code for _ in range(31)]
    assert answers == [404] * 30 + [429]
    typed = Client().post(reverse("supervision:slip_typed"), {"code": "b" * 26})
    assert typed.status_code == 429
    assert Client().get(at("slip", code)).status_code == 200


def test_the_letters_can_be_typed_in_groups_and_in_large_letters(evaluation, code):
    typed = " ".join([code[:4], code[4:8], code[8:13]]).upper() + "-" + code[13:]
    answer = Client().post(reverse("supervision:slip_typed"), {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, at("slip", code))


def test_a_wrong_code_is_kept_in_its_field(db):
    page = Client().get(reverse("supervision:slip_typed"))
    assert page.status_code == 200
    status, words = said(Client().post(reverse("supervision:slip_typed"), {"code": "abcd"}))
    assert (status, 'value="abcd"' in words, "没有找到这张票签" in words) == (404, True, True)


def test_reports_are_read_from_the_slip(cast, evaluation, code):
    with_report, without, *_ = evaluation.subjects.with_names()
    make.handed_in(with_report, cast.quxian)
    page = Client().get(at("slip", code)).content.decode()
    assert at("slip_report", code, with_report.pk) in page
    assert at("slip_report", code, without.pk) not in page
    status, words = said(Client().get(at("slip_report", code, with_report.pk)))
    assert (status, with_report.report.text in words) == (200, True)
    status, words = said(Client().get(at("slip_report", code, without.pk)))
    assert (status, "没有交述职报告" in words) == (200, True)


def test_attachments_are_opened_from_the_slip(cast, evaluation, code):
    file = attached(make.handed_in(evaluation.subjects.first(), cast.quxian))
    page = Client().get(at("slip_report", code, file.report.subject_id)).content.decode()
    assert at("slip_report_file", code, file.pk) in page
    answer = Client().get(at("slip_report_file", code, file.pk))
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PDF)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")


def test_reports_of_another_evaluation_are_not_read_from_it(cast, evaluation, code):
    other = make.opened(cast, title="另一次")
    subject = other.subjects.first()
    file = attached(make.handed_in(subject, cast.quxian))
    assert Client().get(at("slip_report", code, subject.pk)).status_code == 404
    assert Client().get(at("slip_report_file", code, file.pk)).status_code == 404


def test_a_report_that_was_sent_back_is_not_read_from_it(cast, evaluation, code):
    file = attached(make.handed_in(evaluation.subjects.first(), cast.quxian))
    file.report.send_back("请补充", by=cast.quxian)
    assert Client().get(at("slip_report_file", code, file.pk)).status_code == 404


def test_no_browser_keeps_a_slip_page(evaluation, code):
    answers = [
        Client().get(at("slip", code)),
        Client().get(at("slip", "a" * 26)),
        Client().get(at("slip_report", code, evaluation.subjects.first().pk)),
        Client().post(at("slip_check", code), filled(evaluation)),
        Client().post(at("slip_cast", code), filled(evaluation)),
        Client().get(reverse("supervision:slip_typed")),
    ]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}
    assert {answer["Referrer-Policy"] for answer in answers} == {"same-origin"}


def test_a_ballot_without_the_csrf_token_is_refused(evaluation, code):
    client = Client(enforce_csrf_checks=True)
    assert client.post(at("slip_cast", code), filled(evaluation)).status_code == 403
    assert Slip.objects.filter(is_spent=True).count() == 0


def test_a_slip_casts_only_in_its_own_evaluation(cast, evaluation, code):
    other = make.opened(cast, title="另一次")
    Client().post(at("slip_cast", code), filled(other))
    assert in_urn(other) == []
    assert in_urn(evaluation) == sorted(dict.fromkeys(make.marks(evaluation), None).items())
