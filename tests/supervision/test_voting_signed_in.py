"""A representative marks a ballot on the phone, looks once more, and puts it into the urn."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from supervision.ballots.credentials import new_code
from supervision.models import Elector, Evaluation, Receipt, Recusal, UrnMark, UrnRemark
from tests.factories import evaluations as make
from tests.factories.accounts import signed_in
from tests.factories.queries import SESSION


@pytest.fixture
def client(cast):
    return signed_in(cast.daibiao)


def at(name, evaluation):
    return reverse(f"supervision:{name}", args=[evaluation.pk])


def filled(evaluation, choice=0, **more):
    """As the form posts it."""
    marks = make.marks(evaluation, choice)
    return {f"m-{subject}": str(option) for subject, option in marks.items()} | more


def in_urn(evaluation):
    rows = UrnMark.objects.filter(urn__evaluation=evaluation)
    return sorted(rows.values_list("subject_id", "option_id"))


def put_in(client, evaluation, data):
    return client.post(at("vote_cast", evaluation), data)


def test_the_ballot_has_every_object_with_every_option(client, cast):
    evaluation = make.opened(cast)
    page = client.get(at("vote", evaluation)).content.decode()
    subjects = list(evaluation.subjects.with_names())
    assert [page.count(f'name="m-{one.pk}"') for one in subjects] == [4, 4, 4]
    assert page.count("没有交述职报告") == 3
    assert [one.name in page for one in subjects] == [True] * 3


def test_the_check_page_says_how_many_are_blank_and_writes_nothing(client, cast):
    evaluation = make.opened(cast)
    data = filled(evaluation)
    data.pop(f"m-{evaluation.subjects.first().pk}")
    page = client.post(at("vote_check", evaluation), data).content.decode()
    assert "有 1 个没有选" in page
    assert in_urn(evaluation) == []
    assert Elector.objects.filter(has_voted=True).count() == 0


def test_a_ballot_goes_in_with_its_blanks_and_leads_to_its_receipt(client, cast):
    evaluation = make.opened(cast)
    blank = evaluation.subjects.first().pk
    data, receipt = filled(evaluation, 1), new_code()
    data.pop(f"m-{blank}")
    answer = put_in(client, evaluation, data | {"receipt": receipt, f"r-{blank}": "窗口太少"})
    done = reverse("supervision:ballot_done", args=[evaluation.pk, receipt])
    assert (answer.status_code, answer["Location"]) == (302, done)
    assert in_urn(evaluation) == sorted((make.marks(evaluation, 1) | {blank: None}).items())
    assert list(UrnRemark.objects.values_list("subject", "text")) == [(blank, "窗口太少")]


def test_the_receipt_page_opens_again_without_sign_in_and_never_says_what(client, cast):
    evaluation = make.opened(cast)
    receipt = make.vote(evaluation, cast.representative, 2)
    page = Client().get(reverse("supervision:ballot_done", args=[evaluation.pk, receipt]))
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert receipt in page.content.decode()
    assert "不满意" not in page.content.decode()


@pytest.mark.parametrize("receipt", ["a" * 26, "A" * 26, "1234"])
def test_an_unknown_receipt_is_not_found(cast, receipt):
    evaluation = make.opened(cast)
    path = reverse("supervision:ballot_done", args=[evaluation.pk, receipt])
    assert Client().get(path).status_code == 404


def test_a_receipt_of_another_evaluation_is_not_found(cast):
    evaluation = make.opened(cast)
    receipt = make.vote(evaluation, cast.representative)
    path = reverse("supervision:ballot_done", args=[evaluation.pk + 1, receipt])
    assert Client().get(path).status_code == 404


def test_a_retry_after_a_lost_answer_leads_to_the_same_receipt(client, cast):
    evaluation = make.opened(cast)
    data = filled(evaluation) | {"receipt": new_code()}
    first = put_in(client, evaluation, data)
    again = put_in(client, evaluation, data)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert len(in_urn(evaluation)) == 3


def test_a_retry_after_closing_still_finds_its_receipt(client, cast):
    evaluation = make.opened(cast)
    data = filled(evaluation) | {"receipt": new_code()}
    first = put_in(client, evaluation, data)
    evaluation.close(by=cast.quxian)
    assert put_in(client, evaluation, data)["Location"] == first["Location"]


def test_a_second_vote_is_refused_in_plain_words(client, cast):
    evaluation = make.opened(cast)
    make.vote(evaluation, cast.representative)
    answer = put_in(client, evaluation, filled(evaluation, 2) | {"receipt": new_code()})
    assert answer.status_code == 409
    assert "每人只能投一次" in answer.content.decode()
    assert client.get(at("vote", evaluation)).status_code == 409
    assert len(in_urn(evaluation)) == 3


@pytest.mark.parametrize("sent", ["", "short", "A" * 26, "我" * 26, "a" * 27])
def test_a_malformed_receipt_is_replaced(client, cast, sent):
    evaluation = make.opened(cast)
    put_in(client, evaluation, filled(evaluation) | {"receipt": sent})
    (receipt,) = Receipt.objects.values_list("code", flat=True)
    assert receipt != sent
    assert len(receipt) == 26


def test_a_receipt_that_lies_in_the_urn_already_is_replaced(client, cast):
    evaluation = make.opened(cast)
    other = evaluation.electors.exclude(representative=cast.representative).first()
    taken = make.vote(evaluation, other.representative)
    answer = put_in(client, evaluation, filled(evaluation) | {"receipt": taken})
    assert answer.status_code == 302
    assert taken not in answer["Location"]
    assert Receipt.objects.count() == 2


def test_going_back_keeps_what_was_marked(client, cast):
    evaluation = make.opened(cast)
    first = evaluation.subjects.first().pk
    data = filled(evaluation, 2) | {f"r-{first}": "写了一句"}
    checked = client.post(at("vote_check", evaluation), data).content.decode()
    assert all(f'name="{name}" value="{value}"' in checked for name, value in data.items())
    page = client.post(at("vote", evaluation), data).content.decode()
    assert page.count(" checked") == 3
    assert "写了一句</textarea>" in page


def test_an_option_of_another_scheme_is_not_silently_blank(client, cast):
    evaluation = make.opened(cast)
    data = filled(evaluation) | {f"m-{evaluation.subjects.first().pk}": "999999"}
    for name in ("vote_check", "vote_cast"):
        answer = client.post(at(name, evaluation), data)
        assert answer.status_code == 422
        assert "选票上没有这个选项" in answer.content.decode()
    assert in_urn(evaluation) == []


def test_a_remark_too_long_is_said_and_kept(client, cast):
    evaluation = make.opened(cast)
    data = filled(evaluation) | {f"r-{evaluation.subjects.first().pk}": "字" * 301}
    answer = client.post(at("vote_check", evaluation), data)
    assert answer.status_code == 422
    assert "意见最多 300 字，现在有 301 字" in answer.content.decode()
    assert "字" * 301 in answer.content.decode()


def test_of_a_selection_at_most_so_many(client, cast):
    evaluation = make.selection(cast)
    keys = list(evaluation.subjects.values_list("pk", flat=True))
    listed, not_listed = (option.pk for option in make.options_of(evaluation))
    data = {f"m-{key}": str(listed) for key in keys[:3]}
    answer = put_in(client, evaluation, data)
    assert answer.status_code == 422
    assert "最多选 2 个，您选了 3 个" in answer.content.decode()
    data.pop(f"m-{keys[0]}")
    assert put_in(client, evaluation, data).status_code == 302
    expected = [(keys[0], not_listed), (keys[1], listed), (keys[2], listed), (keys[3], not_listed)]
    assert in_urn(evaluation) == sorted(expected)


def test_a_withdrawn_object_is_not_asked_about(client, cast):
    evaluation = make.opened(cast)
    data = filled(evaluation)
    gone = evaluation.subjects.first()
    evaluation.withdraw_subject(gone, "机构撤并", by=cast.quxian)
    assert put_in(client, evaluation, data).status_code == 302
    assert gone.pk not in [subject for subject, _ in in_urn(evaluation)]


def test_a_recused_object_does_not_stand_on_the_ballot(client, cast):
    evaluation = make.ready(cast)
    type(evaluation.scheme).objects.filter(pk=evaluation.scheme_id).update(recuses=True)
    evaluation = Evaluation.objects.get(pk=evaluation.pk)
    mine = evaluation.electors.get(representative=cast.representative)
    subject = evaluation.subjects.first()
    Recusal.objects.create(elector=mine, subject=subject, reason="在这个单位任职")
    evaluation.open(by=cast.quxian)
    page = client.get(at("vote", evaluation)).content.decode()
    assert f'name="m-{subject.pk}"' not in page
    assert put_in(client, evaluation, filled(evaluation)).status_code == 302
    assert len(in_urn(evaluation)) == 2


def test_after_closing_and_after_cancelling_the_page_says_so(client, cast):
    evaluation = make.opened(cast)
    type(evaluation).objects.filter(pk=evaluation.pk).update(closes_at=timezone.now())
    answer = client.get(at("vote", evaluation))
    assert (answer.status_code, "投票已经截止" in answer.content.decode()) == (410, True)
    assert put_in(client, evaluation, filled(evaluation)).status_code == 410
    evaluation.refresh_from_db()
    evaluation.cancel("重新组织", by=cast.quxian)
    answer = client.get(at("vote", evaluation))
    assert (answer.status_code, "这次测评取消了" in answer.content.decode()) == (410, True)


def test_before_opening_and_for_others_there_is_no_ballot(client, cast):
    evaluation = make.ready(cast)
    assert client.get(at("vote", evaluation)).status_code == 404
    evaluation.open(by=cast.quxian)
    for user in (cast.quxian, cast.lianluo, cast.bumen):
        assert signed_in(user).get(at("vote", evaluation)).status_code == 404
        assert put_in(signed_in(user), evaluation, filled(evaluation)).status_code == 404


def test_a_ballot_without_the_csrf_token_is_refused(cast):
    evaluation = make.opened(cast)
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.daibiao, backend="django.contrib.auth.backends.ModelBackend")
    assert put_in(client, evaluation, filled(evaluation)).status_code == 403
    assert in_urn(evaluation) == []


def test_casting_writes_nothing_into_the_session(client, cast):
    evaluation = make.opened(cast)
    before = list(Session.objects.values())
    assert put_in(client, evaluation, filled(evaluation)).status_code == 302
    assert list(Session.objects.values()) == before
    client.get(at("vote", evaluation))
    assert list(Session.objects.values()) != before


def test_no_browser_keeps_a_ballot(client, cast):
    evaluation = make.opened(cast)
    answers = [
        client.get(at("vote", evaluation)),
        client.post(at("vote_check", evaluation), filled(evaluation)),
        put_in(client, evaluation, filled(evaluation)),
    ]
    assert {answer["Cache-Control"] for answer in answers} == {"no-store"}
    assert {answer["Referrer-Policy"] for answer in answers} == {"same-origin"}


def test_how_it_is_kept_secret_is_open_to_everybody(db):
    page = Client().get(reverse("supervision:how_secret"))
    assert page.status_code == 200
    assert "每次投票都把数据库抄一份" in page.content.decode()


@pytest.mark.parametrize("departments", [1, 3])
def test_a_ballot_takes_the_same_queries_for_one_object_and_for_three(
    client, cast, departments, django_assert_num_queries
):
    evaluation = make.opened(cast, departments=departments)
    client.get(at("vote", evaluation))
    with django_assert_num_queries(SESSION + 7):
        client.get(at("vote", evaluation))
