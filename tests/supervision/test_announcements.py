"""What everybody reads of a published result, and that nothing else is to be had."""

import json
from hashlib import sha256

import pytest
from django.urls import reverse

from supervision.models import Approval
from tests.factories import evaluations as make

LIST_QUERIES = 1
PAGE_QUERIES = 9


def page_of(client, name, evaluation, **query):
    return client.get(reverse(f"supervision:{name}", args=[evaluation.pk]), query)


def words(response):
    assert response.status_code == 200
    return response.content.decode()


def test_without_results_the_list_says_so(client, db):
    assert "还没有公布的测评结果" in words(client.get("/evaluations/"))


def test_the_list_has_what_is_published_alone(client, cast):
    shown = make.published(cast, title="已经公布的测评", ballots=[0] * 5)
    make.counted(cast, title="没有公布的测评", ballots=[0] * 5)
    html = words(client.get("/evaluations/"))
    assert reverse("supervision:announcement", args=[shown.pk]) in html
    assert "没有公布的测评" not in html


def test_the_list_reads_as_much_for_three_as_for_one(client, cast, django_assert_num_queries):
    make.published(cast, ballots=[0] * 5)
    client.get("/evaluations/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/evaluations/")
    for _ in range(2):
        make.published(cast, ballots=[0] * 5)
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/evaluations/")


def test_an_announcement_says_how_many_what_and_how(client, cast):
    evaluation = make.published(cast, departments=1)
    html = words(page_of(client, "announcement", evaluation))
    for label in ("应到", "发出", "收回", "参加率", "加权得分", "满意率", "离散"):
        assert label in html
    for figure in ("89.17", "91.67%", "21.00", "100%"):
        assert figure in html
    assert "加权得分 = 满意×100 + 基本满意×70 + 不满意×30，除以有效票" in html
    assert "截至" in html
    assert evaluation.counts.get().plain_digest in html


def test_an_announcement_reads_as_much_for_ten_objects(client, cast, django_assert_num_queries):
    one = make.published(cast, departments=1, ballots=[0] * 5)
    ten = make.published(cast, departments=10, ballots=[0] * 5)
    page_of(client, "announcement", one)
    for evaluation in (one, ten):
        with django_assert_num_queries(PAGE_QUERIES):
            page_of(client, "announcement", evaluation)


def test_ranks_stay_away_unless_it_was_decided(client, cast):
    evaluation = make.published(cast)
    html = words(page_of(client, "announcement", evaluation))
    assert "总名次" not in html
    data = json.loads(page_of(client, "count_file", evaluation).content)
    assert [name for row in data["results"] for name in row if "rank" in name] == []


def test_ranks_show_when_it_was_decided(client, cast):
    evaluation = make.published(cast, with_ranks=True)
    html = words(page_of(client, "announcement", evaluation))
    assert "总名次" in html
    assert "1 / 3" in html
    data = json.loads(page_of(client, "count_file", evaluation).content)
    assert {row["rank"] for row in data["results"]} == {1}


@pytest.mark.parametrize("with_ranks", [False, True])
def test_the_file_is_what_the_published_digest_is_of(client, cast, with_ranks):
    evaluation = make.published(cast, with_ranks=with_ranks)
    content = page_of(client, "count_file", evaluation).content
    digest = sha256(content).hexdigest()
    assert digest == evaluation.counts.get().digest(with_ranks=with_ranks)
    assert digest in words(page_of(client, "announcement", evaluation))


def test_the_file_holds_nothing_about_voters(client, cast):
    evaluation = make.published(cast)
    text = page_of(client, "count_file", evaluation).content.decode()
    for elector in evaluation.electors.select_related("representative"):
        assert elector.representative.name not in text


def test_the_verifier_is_the_one_that_is_tested(client, db):
    response = client.get("/evaluations/verify_ballots.py")
    assert response["Content-Disposition"] == 'attachment; filename="verify_ballots.py"'
    assert response.content.startswith(b'"""Counts a published count file again.')


def test_a_receipt_is_found_as_people_type_it(client, cast):
    evaluation = make.opened(cast, electors=6, by_paper=False)
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    codes = [make.vote(evaluation, one.representative) for one in electors]
    finish(evaluation, cast)
    address = reverse("supervision:receipts", args=[evaluation.pk])
    typed = f" {codes[0][:8].upper()} {codes[0][8:]} "
    assert "在，您的票在票箱里" in words(client.post(address, {"code": typed}))
    assert "没有找到这个回执" in words(client.post(address, {"code": "a" * 26}))
    assert "请把回执上的 26 位字母和数字填进来。" in words(client.post(address, {"code": " "}))
    listed = client.get(address).context["codes"]
    assert listed == sorted(codes)


def test_whoever_voted_finds_the_list_once_it_is_public(client, cast):
    evaluation = make.opened(cast, electors=6, by_paper=False)
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    code, *_ = [make.vote(evaluation, one.representative) for one in electors]
    page = reverse("supervision:ballot_done", args=[evaluation.pk, code])
    receipts = reverse("supervision:receipts", args=[evaluation.pk])
    assert receipts not in words(client.get(page))
    finish(evaluation, cast)
    assert receipts in words(client.get(page))


def finish(evaluation, cast):
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
    evaluation.publish(by=cast.quxian, with_ranks=False)


def test_the_receipts_of_another_evaluation_are_not_in_this_one(client, cast):
    other = make.published(cast, ballots=[0] * 5)
    evaluation = make.published(cast, ballots=[0] * 5)
    code = other.counts.get().file["receipts"][0]
    address = reverse("supervision:receipts", args=[evaluation.pk])
    assert "没有找到这个回执" in words(client.post(address, {"code": code}))


def test_a_vote_on_paper_has_no_receipts(client, cast):
    evaluation = make.make_meeting(cast)
    make.enter_paper(evaluation, (20, 2, 1, 0))
    finish(evaluation, cast)
    assert "没有电子票" in words(page_of(client, "receipts", evaluation))
    html = words(page_of(client, "announcement", evaluation))
    assert "我的回执在不在" not in html


def test_a_correction_stands_with_its_reason_and_the_old_version_says_it_is_old(client, cast):
    evaluation = make.published(cast)
    gone = evaluation.subjects.first()
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    evaluation.correct("机构撤销", by=cast.quxian, withdraw=[gone])
    html = words(page_of(client, "announcement", evaluation))
    assert "更正原因：机构撤销（主任会议批准）" in html
    assert "第 2 版计票" in html
    assert "以现行的一版为准" in words(page_of(client, "announcement", evaluation, version=1))
    old = json.loads(page_of(client, "count_file", evaluation, version=1).content)
    assert (old["version"], len(old["results"])) == (1, 3)


def test_a_version_corrected_before_publication_is_nobodys(client, cast):
    evaluation = make.counted(cast)
    make.approve(evaluation, Approval.Act.CORRECT, cast.quxian)
    evaluation.correct("机构撤销", by=cast.quxian, withdraw=[evaluation.subjects.first()])
    make.approve(evaluation, Approval.Act.PUBLISH, cast.quxian)
    evaluation.publish(by=cast.quxian, with_ranks=False)
    for name in ("announcement", "count_file"):
        assert page_of(client, name, evaluation, version=1).status_code == 404
        assert page_of(client, name, evaluation, version=2).status_code == 200


@pytest.mark.parametrize("name", ["announcement", "count_file", "receipts"])
@pytest.mark.parametrize("state", ["opened", "closed", "counted"])
def test_what_is_not_published_does_not_exist(client, cast, name, state):
    evaluation = getattr(make, state)(cast)
    assert page_of(client, name, evaluation).status_code == 404
    client.force_login(cast.quxian)
    assert page_of(client, name, evaluation).status_code == 404


@pytest.mark.parametrize("name", ["announcement", "count_file", "receipts"])
def test_taken_back_it_is_gone_at_once(client, cast, name):
    evaluation = make.published(cast)
    assert page_of(client, name, evaluation).status_code == 200
    evaluation.unpublish("有一处措辞要改", by=cast.quxian)
    assert page_of(client, name, evaluation).status_code == 404
