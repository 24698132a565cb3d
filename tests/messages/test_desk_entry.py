"""Walk-ins, calls and letters: entered, printed, reprinted, rated by call-back, listed by month."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from messages.models import Message
from messages.states import Holder, State
from tests.factories.accounts import make_user
from tests.factories.casework import ANSWER, VOTER_PHONE, make_officer, make_station
from tests.factories.listings import exported, rows_on

pytestmark = pytest.mark.django_db


def entry(cast, **changes):
    return {
        "key": "k1",
        "body": "院坝里的健身器材坏了两个月",
        "name": "孙奶奶",
        "phone": "",
        "place": "",
        "origin": "walk_in",
        "station": cast.station.pk,
        "representative": "",
        "other_system": "",
        "other_number": "",
    } | changes


def enter(client, cast, user=None, **changes):
    client.force_login(user or cast.lianluo)
    return client.post("/desk/enter/", entry(cast, **changes))


def entered(client, cast, **changes):
    enter(client, cast, **changes)
    return Message.objects.latest("pk")


def slip(client, user, matter, **data):
    client.force_login(user)
    return client.post(reverse("desk:slip", args=[matter.pk]), data)


def test_what_comes_from_an_activity_or_a_project_is_not_entered_by_hand(client, cast):
    client.force_login(cast.lianluo)
    offered = client.get("/desk/enter/").context["form"].fields["origin"].choices
    assert offered == [("walk_in", "来访"), ("call", "来电"), ("letter", "来信")]
    assert [
        enter(client, cast, origin=origin).status_code for origin in ("activity", "project", "qr")
    ] == [422, 422, 422]
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("activity", "活动"),
        ("company", "走访企业"),
        ("cell", "微网格"),
        ("consult", "征求意见"),
        ("project", "民生项目"),
    ],
)
def test_where_a_matter_came_from_stands_on_its_row_its_page_and_before_its_slip(
    client, cast, origin, words
):
    matter = entered(client, cast)
    Message.objects.filter(pk=matter.pk).update(origin=origin)
    [row] = rows_on(client.get("/desk/?tab=all"))
    assert row.origin == words
    page = client.get(reverse("desk:message", args=[matter.pk]))
    assert f"孙奶奶 · {words}，" in page.content.decode()
    before_printing = client.get(reverse("desk:slip", args=[matter.pk]))
    assert f"{matter.number}</b> · {words}，" in before_printing.content.decode()


def answer(cast, matter):
    matter.reply(ANSWER, by=cast.actor(cast.lianluo, matter))


def test_a_visitor_without_a_phone_is_written_down(client, cast):
    response = enter(client, cast)
    matter = Message.objects.get()
    assert response["Location"] == reverse("desk:slip", args=[matter.pk])
    assert (matter.holder, matter.origin, matter.entered_by) == (
        Holder.STATION,
        "walk_in",
        cast.lianluo,
    )
    assert matter.phone is None
    assert matter.due_date is not None


def test_a_caller_with_a_phone_a_representative_and_another_number(client, cast):
    matter = entered(
        client,
        cast,
        origin="call",
        phone=" 139 0000 1234",
        representative=cast.representative.pk,
        other_system="12345 热线",
        other_number="YC-1",
    )
    assert matter.phone == VOTER_PHONE
    assert matter.representative == cast.representative
    assert (matter.other_system, matter.other_number) == ("12345 热线", "YC-1")


def test_a_double_tap_gives_one_matter(client, cast):
    enter(client, cast)
    enter(client, cast)
    assert Message.objects.count() == 1


def test_errors_keep_what_was_typed(client, cast):
    response = enter(client, cast, phone="12", other_system="12345 热线", place="院坝")
    page = response.content.decode()
    assert response.status_code == 422
    for kept in ("院坝里的健身器材坏了两个月", "孙奶奶", "12345 热线"):
        assert kept in page
    assert "其他系统的名称和编号要一起填" in page
    assert not Message.objects.exists()


def test_only_an_officer_of_the_station_enters(client, cast):
    for user in (cast.daibiao, cast.jiedao, cast.zhanban):
        assert enter(client, cast, user).status_code == 403
    other = make_user("other")
    make_officer("别站联络员", make_station(cast.tree.jiajie, code="S9"), user=other)
    assert enter(client, cast, other).status_code == 422
    assert not Message.objects.exists()


# slips ------------------------------------------------------------------------------------------


def test_the_slip_is_printed_once_without_being_displayed(client, cast):
    matter = entered(client, cast)
    secret = matter.tracking
    before = client.get(reverse("desk:slip", args=[matter.pk])).content.decode()
    assert secret.grouped_code not in before
    response = slip(client, cast.lianluo, matter)
    page = response.content.decode()
    paper = re.search(r'<article class="slip print-only">(.*)</article>', page, re.DOTALL)
    assert paper is not None
    assert secret.grouped_code in paper[1]
    assert secret.last4 in paper[1]
    assert secret.grouped_code not in page.replace(paper[0], "")
    assert "no-store" in response["Cache-Control"]
    assert Message.objects.get().slip_printed_at is not None


def test_a_second_print_needs_identity_and_reason_and_is_logged(client, cast):
    matter = entered(client, cast)
    code = matter.tracking.grouped_code
    slip(client, cast.lianluo, matter)
    assert code not in slip(client, cast.lianluo, matter).content.decode()
    refused = slip(client, cast.lianluo, matter, reason="回执丢了")
    assert refused.status_code == 422
    assert code not in refused.content.decode()
    page = slip(client, cast.lianluo, matter, reason="回执丢了", is_checked="on").content.decode()
    assert code in page
    log = AuditEntry.objects.get(action="slip_reprint")
    assert (log.actor, log.reason, log.target) == (cast.lianluo, "回执丢了", matter.number)
    assert matter.events.get(kind="reprint_slip").text == "回执丢了"


def test_a_message_by_qr_has_no_slip_at_the_desk(client, cast):
    assert slip(client, cast.lianluo, cast.submit()).status_code == 403


def test_a_slip_is_not_found_by_strangers_and_not_printed_by_representatives(client, cast):
    matter = entered(client, cast, representative=cast.representative.pk)
    assert slip(client, cast.stranger, matter).status_code == 404
    assert slip(client, cast.daibiao, matter).status_code == 403


def test_with_a_phone_the_slip_does_not_print_its_digits(client, cast):
    matter = entered(client, cast, phone=VOTER_PHONE)
    page = slip(client, cast.lianluo, matter).content.decode()
    assert "手机号后四位" in page
    words = re.sub(r"<[^>]*>", "", page)  # the picture of the code holds random letters
    assert VOTER_PHONE[-4:] not in words.replace(matter.tracking.grouped_code, "")


# call-back --------------------------------------------------------------------------------------


def test_whoever_entered_or_answered_does_not_call_back(client, cast):
    matter = entered(client, cast)
    answer(cast, matter)
    client.force_login(cast.lianluo)
    url = reverse("desk:call_back", args=[matter.pk])
    assert client.post(url, {"rating": "satisfied"}).status_code == 403
    assert Message.objects.get().state == State.REPLIED


def test_somebody_else_calls_back_and_the_rating_is_counted_apart(client, cast):
    matter = entered(client, cast)
    answer(cast, matter)
    client.force_login(cast.jiedao)
    url = reverse("desk:call_back", args=[matter.pk])
    assert client.post(url, {}).status_code == 422
    client.post(url, {"rating": "basically_satisfied", "words": "慢了点"})
    matter = Message.objects.get()
    assert (matter.state, matter.rating, matter.rating_source) == (
        State.CLOSED,
        "basically_satisfied",
        "callback",
    )
    assert matter.events.get(kind="rate").actor == cast.jiedao


def test_whoever_calls_back_may_see_the_number_for_it(client, cast):
    matter = entered(client, cast, phone=VOTER_PHONE)
    answer(cast, matter)
    client.force_login(cast.jiedao)
    url = reverse("desk:reveal_phone", args=[matter.pk])
    assert VOTER_PHONE in client.post(url, {"reason": "电话回访"}).content.decode()


def test_a_message_by_qr_is_rated_by_its_voter_alone(client, cast):
    matter = cast.submit()
    matter.reply(ANSWER, by=cast.actor(cast.daibiao, matter))
    client.force_login(cast.jiedao)
    url = reverse("desk:call_back", args=[matter.pk])
    assert client.post(url, {"rating": "satisfied"}).status_code == 403


# ledger -----------------------------------------------------------------------------------------


def test_the_ledger_lists_a_month_with_masked_phones_and_no_secret(client, cast):
    matter = entered(client, cast, phone=VOTER_PHONE, body="请打 13812345678 找我，灯坏了")
    page = client.get("/desk/ledger/").content.decode()
    assert matter.number in page
    assert "1390000****" in page
    for hidden in (VOTER_PHONE, "13812345678", matter.tracking.code, matter.tracking.token):
        assert hidden not in page
    assert matter.number not in client.get("/desk/ledger/?month=2020-01").content.decode()


@pytest.mark.parametrize("query", ["month=2026-13", "month=十一月", "month=0000-00", "station=x"])
def test_a_month_or_a_station_that_is_none_is_the_present_one_and_ones_own(client, cast, query):
    matter = entered(client, cast)
    page = client.get(f"/desk/ledger/?{query}")
    assert rows_on(page) == [matter]
    assert f"{cast.station.name} {timezone.localdate():%Y 年 %-m 月}留言台账" in page.text


def test_the_ledger_is_taken_along_without_formulas_and_phones_and_is_on_record(client, cast):
    matter = entered(client, cast, body="=HYPERLINK(1) 打 13812345678", name="+1")
    month = f"{timezone.localdate():%Y-%m}"
    lead, header, (row,) = exported(client, "ledger", f"month={month}", cast.station.pk)
    assert lead.endswith(f"，{cast.station.name}，{timezone.localdate():%Y 年 %-m 月}")
    found = dict(zip(header, row, strict=True))
    assert (found["编号"], found["称呼"]) == (matter.number, "+1")
    assert found["反映内容"] == "=HYPERLINK(1) 打 （电话已隐去）"
    assert AuditEntry.objects.get(action="export").actor == cast.lianluo


def test_another_stations_ledger_stays_closed(client, cast):
    other = make_station(cast.tree.jiajie, code="S9")
    client.force_login(cast.lianluo)
    response = client.get("/desk/ledger/", {"station": other.pk})
    assert other.name not in response.content.decode()
    client.force_login(cast.daibiao)
    assert client.get("/desk/ledger/").status_code == 403


def test_the_ledgers_queries_do_not_grow_with_its_rows(client, cast, django_assert_num_queries):
    entered(client, cast)
    client.get("/desk/ledger/")
    with CaptureQueriesContext(connection) as one:
        client.get("/desk/ledger/")
    count = len(one)  # before the next request clears the log
    for number in range(2):
        entered(client, cast, key=f"more-{number}", body=f"第 {number} 件")
    with django_assert_num_queries(count):
        client.get("/desk/ledger/")
