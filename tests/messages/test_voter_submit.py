"""Sending a message: nothing typed is lost, nothing is taken twice, nobody needs a captcha."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from messages.forms.voter import FASTEST, OLDEST, VoterForm, started_now
from messages.models import Message, Photo
from messages.states import Holder
from messages.voter import limits
from tests.clock import frozen
from tests.factories.casework import BODY, VOTER_PHONE
from tests.messages.test_voter_page import address, fill, hidden, post


def picture(name="路灯.jpg", size=(40, 30), kind="JPEG"):
    out = io.BytesIO()
    Image.new("RGB", size, "navy").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


# --- a message is taken -------------------------------------------------------------------------


def test_two_fields_are_enough_and_lead_to_the_receipt(client, cast):
    response = post(client, cast.code)
    message = Message.objects.get()
    assert (response.status_code, response.url) == (302, f"/t/{message.tracking.token}/")
    assert (message.body, message.phone, message.holder) == (
        BODY,
        VOTER_PHONE,
        Holder.REPRESENTATIVE,
    )


def test_everything_else_is_kept_as_it_was_meant(client, cast):
    post(
        client,
        cast.code,
        phone="+86 139-0000-1234",
        name=" 王 女士 ",
        place="3 号楼",
        publish="on",
        photos=[picture(), picture()],
    )
    message = Message.objects.get()
    assert (message.phone, message.name, message.place, message.may_publish) == (
        VOTER_PHONE,
        "王 女士",
        "3 号楼",
        True,
    )
    assert message.photos.count() == 2


def test_what_is_kept_from_the_station_starts_one_level_up(client, cast):
    post(client, cast.code, keep_from="on")
    message = Message.objects.get()
    assert (message.is_kept, message.office) == (True, cast.tree.yunji)
    assert message.holder == Holder.OFFICE


def test_works_with_the_cookie_check_of_a_real_browser(cast):
    browser = Client(enforce_csrf_checks=True)
    fields = fill(browser, cast.code)
    fields["csrfmiddlewaretoken"] = hidden(
        browser.get(address(cast.code)).content.decode(), "csrfmiddlewaretoken"
    )
    assert browser.post(address(cast.code), fields).status_code == 302


def test_invisible_and_direction_marks_are_left_out(client, cast):
    post(client, cast.code, body="路灯\x00坏了\u202e三天\r\n晚上看不清", name="王\u2066女士\x07")
    message = Message.objects.get()
    assert (message.body, message.name) == ("路灯坏了三天\n晚上看不清", "王女士")


def test_code_in_every_field_stays_text(client, cast):
    attack = "<script>alert(1)</script>"
    response = post(client, cast.code, body=attack, name=attack, place=attack)
    html = client.get(response.url).content.decode()
    assert attack not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


# --- once is once -------------------------------------------------------------------------------


def test_a_second_tap_and_going_back_lead_to_the_same_receipt(client, cast):
    fields = fill(client, cast.code)
    urls = {client.post(address(cast.code), fields).url for _ in range(3)}
    assert len(urls) == 1
    assert Message.objects.count() == 1


def test_the_same_key_with_other_words_is_another_message(client, cast):
    fields = fill(client, cast.code)
    first = client.post(address(cast.code), fields).url
    second = client.post(address(cast.code), fields | {"body": "另一件事"}).url
    third = client.post(address(cast.code), fields | {"phone": "13900009999"}).url
    assert len({first, second, third}) == 3


# --- errors keep what was typed -----------------------------------------------------------------


def refused(client, code, **changes):
    """The page of a refused form, and that nothing was stored."""
    response = post(client, code, **changes)
    assert response.status_code == 200
    assert Message.objects.count() == 0
    return response.content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"body": ""}, "请写下想反映的事。"),
        ({"body": "\u202e \x00"}, "请写下想反映的事。"),
        ({"phone": ""}, "请填手机号"),
        ({"phone": "123"}, "电话号码看起来不对"),
        ({"phone": "1" * 400}, "电话号码太长了"),
        ({"name": "字" * 41}, "最多 40 字"),
        ({"place": "字" * 121}, "最多 120 字"),
        ({"fax": "http://spam"}, "请再按一次"),
    ],
)
def test_a_mistake_is_named_in_plain_words_and_the_rest_stays(client, cast, changes, words):
    html = refused(client, cast.code, **({"name": "王女士", "publish": "on"} | changes))
    assert words in html
    assert "还没有送出，请改一下" in html
    assert ("王女士" in html) == ("name" not in changes)
    assert 'name="publish" checked' in html


def test_a_hundred_thousand_characters_are_refused_and_given_back(client, cast):
    text = "很长的话" * 25_000
    html = refused(client, cast.code, body=text)
    assert "最多 1000 字" in html
    assert text in html


def test_a_thousand_characters_are_taken(client, cast):
    assert post(client, cast.code, body="字" * 1000).status_code == 302


def test_a_mended_form_keeps_its_key_so_that_it_is_still_one_message(client, cast):
    fields = fill(client, cast.code, phone="1")
    html = client.post(address(cast.code), fields).content.decode()
    assert hidden(html, "key") == fields["key"]
    assert hidden(html, "started") == fields["started"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jpg", b"<html><script>alert(1)</script>", "不是能打开的照片"),
        ("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是能打开的照片"),
        ("a.jpg", b"MZ\x90\x00" * 50, "不是能打开的照片"),
        ("a.jpg", b"", "是空的"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(client, cast, name, content, words):
    html = refused(client, cast.code, photos=SimpleUploadedFile(name, content))
    assert "第 1 张：" in html
    assert words in html
    assert BODY in html


def test_photos_beside_another_mistake_are_asked_for_again(client, cast):
    html = refused(client, cast.code, phone="1", photos=picture())
    assert "错误：照片要重新选一次。" in html


def test_seven_photos_are_one_too_many(client, cast):
    html = refused(client, cast.code, photos=[picture() for _ in range(7)])
    assert "最多 6 张照片，您选了 7 张" in html


def test_a_picture_of_too_many_points_is_refused_by_its_header(client, cast):
    html = refused(client, cast.code, photos=picture(size=(8000, 5001), kind="PNG"))
    assert "尺寸太大" in html


# --- time and limits ----------------------------------------------------------------------------


def checked(started, now):
    with frozen(now):
        form = VoterForm({"body": BODY, "phone": VOTER_PHONE, "started": started})
        return form.is_valid(), form


def test_a_form_sent_by_a_program_at_once_is_asked_again(throttled):
    now = timezone.now()
    with frozen(now):
        started = started_now()
    assert not checked(started, now + timedelta(seconds=FASTEST - 1))[0]
    assert checked(started, now + timedelta(seconds=FASTEST + 1))[0]


@pytest.mark.parametrize("started", ["", "m:forged:forged", None])
def test_a_page_that_lay_open_too_long_gets_a_new_time_and_keeps_the_words(started):
    now = timezone.now()
    if started is None:
        with frozen(now - timedelta(seconds=OLDEST + 1)):
            started = started_now()
    is_valid, form = checked(started, now)
    assert not is_valid
    assert "页面放得太久" in form.non_field_errors()[0]
    with frozen(now):
        again = form.started_again
    assert checked(again, now + timedelta(minutes=1))[0]


def allow(monkeypatch, **rates):
    for name, rate in rates.items():
        monkeypatch.setattr(limits, name, rate)


def later(fields):
    """The form as a person sends it, some time after it was opened."""
    with frozen(timezone.now() - timedelta(minutes=1)):
        return fields | {"started": started_now()}


def test_too_many_messages_from_one_phone_wait_with_their_words(
    client, cast, throttled, monkeypatch
):
    allow(monkeypatch, PER_PHONE="2/h")
    for number in range(2):
        fields = later(fill(client, cast.code, body=f"第 {number} 件"))
        assert client.post(address(cast.code), fields).status_code == 302
    fields = later(fill(client, cast.code, body="第三件"))
    response = client.post(address(cast.code), fields)
    assert response.status_code == 429
    assert "第三件" in response.content.decode()
    other = later(fill(client, cast.code, phone="13900005678"))
    assert client.post(address(cast.code), other).status_code == 302


def test_a_double_tap_does_not_count_twice(client, cast, throttled, monkeypatch):
    allow(monkeypatch, PER_PHONE="1/h")
    fields = later(fill(client, cast.code))
    assert [client.post(address(cast.code), fields).status_code for _ in range(3)] == [302] * 3


def test_too_many_from_one_network_wait(client, cast, throttled, monkeypatch):
    allow(monkeypatch, PER_NETWORK="1/10m")
    first = later(fill(client, cast.code))
    second = later(fill(client, cast.code, phone="13900005678"))
    assert client.post(address(cast.code), first).status_code == 302
    assert client.post(address(cast.code), second).status_code == 429


def test_photos_of_a_repeat_are_not_stored_again(client, cast):
    fields = fill(client, cast.code)
    for _ in range(2):
        client.post(address(cast.code), fields | {"photos": picture()})
    assert Photo.objects.count() == 1
