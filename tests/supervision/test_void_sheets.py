"""A teller who can't any more: the sheet is made void, unread, by a manager who is no teller."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from casework.workflow import TransitionError
from notifications.models import Notice
from supervision.ballots.paper import agreed_totals, void_sheet
from supervision.models import TellerSheet
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def tellers(cast):
    return [make_staff(cast.tree.xiling, username=f"t{n}", name=f"计票{n}") for n in "甲乙丙"]


@pytest.fixture
def evaluation(cast):
    return make.opened(cast, departments=2)


@pytest.fixture
def sheets(evaluation, tellers):
    return make.enter_paper(evaluation, tellers=tellers[:2])


def at(name, pk):
    return reverse(f"office:{name}", args=[pk])


def test_a_manager_makes_room_for_another_teller(client, cast, evaluation, sheets, tellers):
    client.force_login(cast.quxian)
    page = at("teller_void", sheets[0].pk)
    assert "作废计票甲的计票单" in client.get(page).text
    answer = client.post(page, {"reason": "住院了"}, follow=True)
    assert answer.redirect_chain == [(at("teller_compare", evaluation.pk), 302)]
    assert "还差一份计票单" in answer.text
    make.enter_paper(evaluation, tellers=tellers[2:])
    assert agreed_totals(evaluation).returned == 5


def test_it_is_noted_who_did_it_and_why_and_the_teller_is_told(client, cast, evaluation, sheets):
    client.force_login(cast.quxian)
    client.post(at("teller_void", sheets[0].pk), {"reason": "住院了"})
    event = evaluation.events.get(kind="teller_void")
    assert (event.actor, event.text) == (cast.quxian, "计票甲的：住院了")
    notice = Notice.objects.get(text__contains="计票单作废了")
    assert (notice.user, notice.url) == (sheets[0].teller, at("teller_compare", evaluation.pk))


def test_its_numbers_are_not_shown_while_doing_so(client, cast, evaluation, tellers):
    first, _ = make.enter_paper(evaluation, (987, 654, 0, 0), tellers=tellers[:2])
    client.force_login(cast.quxian)
    for page in (at("teller_void", first.pk), at("teller_compare", evaluation.pk)):
        text = client.get(page).text
        assert [number for number in ("987", "654", "1641") if number in text] == []


def test_without_a_reason_it_stays(client, cast, sheets):
    client.force_login(cast.quxian)
    assert client.post(at("teller_void", sheets[0].pk), {"reason": " "}).status_code == 422
    assert TellerSheet.objects.count() == 2


def test_a_teller_decides_nothing_about_the_others_sheet(client, cast, evaluation, tellers):
    sheet, mine = make.enter_paper(evaluation, tellers=[tellers[0], cast.quxian])
    client.force_login(cast.quxian)
    assert "作废" not in client.get(at("teller_compare", evaluation.pk)).text
    answer = client.post(at("teller_void", sheet.pk), {"reason": "不一致"})
    assert (answer.status_code, "请另一位管理人员来作废" in answer.text) == (422, True)
    assert 'value="不一致"' in answer.text
    assert list(TellerSheet.objects.all()) == [sheet, mine]


def test_only_managers_are_offered_it(client, cast, evaluation, sheets, tellers):
    client.force_login(tellers[2])
    assert "作废" not in client.get(at("teller_compare", evaluation.pk)).text
    client.force_login(cast.shiji)
    assert client.get(at("teller_compare", evaluation.pk)).text.count("作废") == 2


def test_after_the_count_a_sheet_stays(client, cast, evaluation, sheets):
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    client.force_login(cast.quxian)
    answer = client.post(at("teller_void", sheets[0].pk), {"reason": "晚了"})
    assert (answer.status_code, TellerSheet.objects.count()) == (422, 2)
    assert "作废" not in client.get(at("teller_compare", evaluation.pk)).text


def test_of_two_managers_the_second_is_told_that_it_is_gone(cast, sheets):
    stale = TellerSheet.objects.select_related("evaluation", "teller").get(pk=sheets[0].pk)
    void_sheet(sheets[0], "住院了", by=cast.quxian)
    with pytest.raises(TransitionError, match="已经不在了"):
        void_sheet(stale, "住院了", by=cast.shiji)
    assert stale.evaluation.events.filter(kind="teller_void").count() == 1


def test_its_scan_is_gone_from_the_store(
    cast, evaluation, tellers, django_capture_on_commit_callbacks
):
    (sheet,) = make.enter_paper(evaluation, tellers=tellers[:1])
    name = sheet.scan.storage.save("scan", ContentFile(b"%PDF-1.7 %%EOF"))
    TellerSheet.objects.filter(pk=sheet.pk).update(scan=name)
    sheet.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        void_sheet(sheet, "住院了", by=cast.quxian)
    assert sheet.scan.storage.exists(name) is False
