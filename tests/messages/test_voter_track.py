"""/t/<token>/: the receipt, whose turn it is, the story, and who looked at the phone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from messages.intake.incoming import split
from messages.models import Message, MessageEvent
from messages.states import Grade
from tests.clock import frozen
from tests.factories.casework import ANSWER, BODY


def address(message):
    return f"/t/{message.tracking.token}/"


def page(client, message):
    response = client.get(address(message))
    assert response.status_code == 200
    return response.content.decode()


def assign(cast, message):
    """By the street's office, to its own office; the answer is due in five working days."""
    message.hand_over("请联络员交办。", by=cast.actor(cast.daibiao, message))
    message.refer_to_assign("站里办不了。", by=cast.actor(cast.lianluo, message))
    message.assign(by=cast.actor(cast.jiedao, message), lead=cast.street_office, grade=Grade.SIMPLE)
    return Message.objects.get(pk=message.pk)


def reply(cast, message):
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    return Message.objects.get(pk=message.pk)


# --- the receipt ------------------------------------------------------------------------------


def test_the_receipt_shows_the_code_in_groups_and_the_promise(client, cast):
    with frozen("2026-11-18 10:00"):  # Wednesday, 10:00 here
        message = cast.submit()
        html = page(client, message)
    assert message.tracking.grouped_code in html
    assert "留言已送出" in html
    assert "秦望舒 代表会在 11 月 19 日（周四）前受理。" in html
    # 1 to register + 2 to assign + 1 to sign + 5 to handle, in working days
    assert "最迟 12 月 1 日（周二）有第一次答复" in html


def test_the_page_is_not_kept_found_or_passed_on(client, cast):
    response = client.get(address(cast.submit()))
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] in ("same-origin", "no-referrer")


@pytest.mark.parametrize("token", ["wrong", "x" * 22, "%00", "你好", "x" * 400])
def test_an_unknown_link_says_so_and_shows_ways_out(client, cast, token):
    response = client.get(f"/t/{token}/")
    assert response.status_code == 404
    assert "没有找到这件留言" in response.content.decode()
    assert 'href="/track/"' in response.content.decode()


def test_the_link_comes_as_a_code_that_can_be_scanned(client, cast, settings):
    from io import BytesIO

    from PIL import Image
    from pyzbar.pyzbar import decode

    message = cast.submit()
    response = client.get(f"{address(message)}qr.png")
    assert response["Content-Type"] == "image/png"
    (found,) = decode(Image.open(BytesIO(response.content)))
    assert found.data.decode() == settings.SITE_URL + address(message)


def test_there_is_no_code_for_a_link_that_does_not_exist(client, cast):
    assert client.get("/t/wrong/qr.png").status_code == 404


# --- whose turn, by when -----------------------------------------------------------------------


def test_the_holder_and_the_due_date_are_named_with_the_skipped_days(client, cast):
    with frozen("2026-11-20 10:00"):  # Friday
        message = assign(cast, cast.submit())
        html = page(client, message)
    assert "现在由<b>云集街道城管办</b>经办" in html
    assert "云集街道城管办会在 11 月 27 日（周五）前拿出办理结果。" in html
    assert "不算的日子：11 月 21 日（周六）、11 月 22 日（周日）。" in html


def test_a_missed_date_is_not_hidden(client, cast):
    with frozen("2026-11-18 10:00"):
        message = cast.submit()
    with frozen("2026-11-25 10:00"):
        html = page(client, message)
    assert "已经超过 11 月 19 日（周四）的期限，正在催办" in html


def test_a_pause_says_why(client, cast):
    message = cast.submit()
    message.pause("等供电公司排期", by=cast.actor(cast.daibiao, message))
    assert "暂停计时：等供电公司排期" in page(client, message)


def test_an_answer_asks_for_a_rating_until_a_date(client, cast):
    with frozen("2026-11-20 10:00"):
        message = reply(cast, cast.submit())
        html = page(client, message)
    assert ANSWER in html
    assert "已有答复，请您评价。12 月 1 日（周二）前没有评价，将自动办结。" in html
    assert 'name="rating" value="basically_satisfied"' in html


@pytest.mark.parametrize(
    ("state", "move", "words"),
    [
        ("withdrawn", lambda m, c: m.withdraw(), "您撤回了这件留言"),
        (
            "declined",
            lambda m, c: m.decline("属于法院管。", "市法院 12368", by=c.actor(c.shiji, m)),
            "该找：市法院 12368",
        ),
        (
            "closed_elsewhere",
            lambda m, c: m.close_elsewhere("12345", "A7", "", by=c.actor(c.lianluo, m)),
            "已由12345办理，编号 A7",
        ),
    ],
)
def test_every_end_says_how_and_where_to_go(client, cast, state, move, words):
    message = cast.submit()
    move(message, cast)
    assert message.state == state
    assert words in page(client, message)


def test_a_joined_matter_shows_the_answer_but_not_the_words_of_the_other(client, cast):
    leading = cast.submit(body="别人写的话，只有他自己能看。", phone="13900005678")
    message = cast.submit()
    message.merge_into(leading, by=cast.actor(cast.lianluo, message))
    leading.reply(ANSWER, by=cast.actor(cast.daibiao, leading))
    html = page(client, message)
    assert ANSWER in html
    assert "别人写的话" not in html
    assert leading.tracking.token not in html


def test_a_divided_matter_leads_to_its_parts(client, cast):
    message = cast.submit()
    parts = split(message, ["路灯坏了", "台阶破了"], by=cast.actor(cast.lianluo, message))
    html = page(client, message)
    for part in parts:
        assert address(part) in html
        assert part.body in html


# --- the story --------------------------------------------------------------------------------


def test_the_story_tells_what_the_voter_may_know_and_nothing_else(client, cast):
    message = assign(cast, cast.submit())
    message.write_note("内部备注不给选民看", by=cast.actor(cast.jiedao, message))
    html = page(client, message)
    assert BODY in html
    assert "交云集街道城管办办理。" in html
    for secret in ("内部备注不给选民看", "站里办不了", "请联络员交办"):
        assert secret not in html


def test_each_look_at_the_phone_is_counted_with_its_reason(client, cast):
    message = cast.submit()
    assert "还没有人查看过" in page(client, message)
    for reason in ("核实地点", "约时间上门"):
        message.reveal_phone(reason, by=cast.actor(cast.daibiao, message))
    html = page(client, message)
    assert "被查看 2 次" in html
    assert "秦望舒 代表，约时间上门" in html


def test_the_phone_is_nowhere_on_the_page(client, cast):
    assert "13900001234" not in page(client, cast.submit())


def test_a_long_story_costs_as_many_queries_as_a_short_one(client, cast, django_assert_num_queries):
    message = assign(cast, cast.submit())
    page(client, message)
    with django_assert_num_queries(4):
        page(client, message)
    for number in range(3):
        message.add_event(MessageEvent.PHONE_REVEALED, by=cast.actor(cast.jiedao, message))
        message.add_words(f"补充 {number}")
    with django_assert_num_queries(4):
        page(client, message)


def test_what_is_stored_can_be_read_with_the_phone_masked(client, cast):
    message = cast.submit(name="王女士", place="3 号楼")
    html = client.get(f"{address(message)}my-data/").content.decode()
    for words in ("王女士", "3 号楼", "1390000****", message.number):
        assert words in html


def test_dates_on_the_page_carry_their_weekday(client, cast):
    due = cast.submit().due_date
    assert isinstance(due, date)
    assert due - timezone.localdate() < timedelta(days=12)
