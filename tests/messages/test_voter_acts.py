"""What a voter does with a matter under /t/<token>/: each act once, and no words lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from messages.models import Audience, Message, MessageEvent, Photo
from messages.states import Origin, Rating, RatingSource, State
from messages.voter import limits
from tests.clock import frozen
from tests.factories.casework import ANSWER
from tests.messages.test_voter_submit import picture

ACTS = ("add", "urge", "withdraw", "rate", "reopen")


def url(message, act=""):
    return f"/t/{message.tracking.token}/{act + '/' if act else ''}"


def do(client, message, act, **fields):
    return client.post(url(message, act), fields)


def fresh(message):
    return Message.objects.get(pk=message.pk)


def replied(cast, **changes):
    message = cast.submit(**changes)
    message.reply(ANSWER, by=cast.actor(cast.daibiao, message))
    return fresh(message)


@pytest.mark.parametrize("act", ACTS)
def test_opening_the_address_of_an_act_changes_nothing_and_leads_to_the_page(client, cast, act):
    message = replied(cast)
    response = client.get(url(message, act))
    assert (response.status_code, response.url) == (302, url(message))
    assert fresh(message).state == State.REPLIED


@pytest.mark.parametrize("act", ACTS)
def test_nobody_acts_without_the_link(client, cast, act):
    assert client.post(f"/t/wrong/{act}/").status_code == 404


# --- rate -------------------------------------------------------------------------------------


@pytest.mark.parametrize("rating", Rating.values)
def test_one_tap_rates_and_closes(client, cast, rating):
    message = replied(cast)
    response = do(client, message, "rate", rating=rating)
    assert (response.status_code, response.url) == (302, url(message))
    after = fresh(message)
    assert (after.state, after.rating, after.rating_source) == (
        State.CLOSED,
        rating,
        RatingSource.ONLINE,
    )


def test_words_of_a_rating_are_kept(client, cast):
    message = replied(cast)
    do(client, message, "rate", rating="satisfied", words="很快就修好了")
    assert fresh(message).rating_words == "很快就修好了"


def test_a_slip_is_counted_apart(client, cast):
    message = replied(cast)
    Message.objects.filter(pk=message.pk).update(entered_by=cast.lianluo, origin=Origin.WALK_IN)
    do(client, message, "rate", rating="satisfied")
    assert fresh(message).rating_source == RatingSource.SLIP


def test_a_second_tap_on_the_same_rating_is_no_error(client, cast):
    message = replied(cast)
    assert [do(client, message, "rate", rating="satisfied").status_code for _ in range(2)] == [
        302,
        302,
    ]
    assert message.events.filter(kind="rate").count() == 1


def test_a_changed_mind_comes_too_late_and_the_words_stay(client, cast):
    message = replied(cast)
    do(client, message, "rate", rating="dissatisfied")
    html = do(client, message, "rate", rating="satisfied", words="其实还行").content.decode()
    assert fresh(message).rating == Rating.DISSATISFIED
    assert "状态已经变了" in html


def test_only_the_three_ratings_exist(client, cast):
    message = replied(cast)
    html = do(client, message, "rate", rating="excellent", words="想说的话").content.decode()
    assert "请在满意、基本满意、不满意中选一个。" in html
    assert "想说的话" in html
    assert fresh(message).state == State.REPLIED


# --- once more --------------------------------------------------------------------------------


def test_a_dissatisfied_voter_may_ask_once_more(client, cast):
    message = replied(cast)
    do(client, message, "rate", rating="dissatisfied")
    assert "请他们再办一次" in client.get(url(message)).content.decode()
    do(client, message, "reopen", reason="灯又坏了")
    assert fresh(message).state == State.REOPENED
    assert "灯又坏了" in client.get(url(message)).content.decode()


def test_asking_once_more_needs_a_reason(client, cast):
    message = replied(cast)
    do(client, message, "rate", rating="dissatisfied")
    html = do(client, message, "reopen", reason=" ").content.decode()
    assert "请写明哪里没有办好" in html
    assert fresh(message).state == State.CLOSED


def test_a_satisfied_voter_has_nothing_to_reopen(client, cast):
    message = replied(cast)
    do(client, message, "rate", rating="satisfied")
    assert "请他们再办一次" not in client.get(url(message)).content.decode()
    html = do(client, message, "reopen", reason="还想再办").content.decode()
    assert "现在不能再请求办理了" in html
    assert fresh(message).state == State.CLOSED


# --- add --------------------------------------------------------------------------------------


def test_words_and_photos_are_added_to_the_story(client, cast):
    message = cast.submit()
    do(client, message, "add", text="昨晚又摔了一位老人", photos=[picture(), picture()])
    event = message.events.get(kind="add_words")
    assert (event.text, event.photos.count()) == ("昨晚又摔了一位老人", 2)


def test_photos_alone_are_enough(client, cast):
    message = cast.submit()
    do(client, message, "add", photos=[picture()])
    assert message.events.get(kind="add_words").text == "补充了 1 张照片。"


def test_nothing_is_not_added(client, cast):
    message = cast.submit()
    assert "请写几句，或者选照片。" in do(client, message, "add", text=" ").content.decode()


def test_words_beside_a_broken_photo_stay(client, cast):
    message = cast.submit()
    broken = picture()
    broken.file.seek(0)
    broken.file.write(b"<svg")
    html = do(client, message, "add", text="这张照片打不开", photos=[broken]).content.decode()
    assert "这张照片打不开" in html
    assert not message.events.filter(kind="add_words").exists()


def test_the_same_words_twice_are_said_once(client, cast):
    message = cast.submit()
    for _ in range(2):
        do(client, message, "add", text="再补一句")
    assert message.events.filter(kind="add_words").count() == 1


def test_an_ended_matter_takes_no_more_words_and_gives_them_back(client, cast):
    message = cast.submit()
    message.withdraw()
    html = do(client, message, "add", text="我又想起来了").content.decode()
    assert "状态已经变了" in html
    assert ">我又想起来了</textarea>" in html
    assert not message.events.filter(kind="add_words").exists()


def test_additions_have_a_limit_per_day(client, cast, throttled, monkeypatch):
    monkeypatch.setattr(limits, "ADDITIONS", "1/d")
    message = cast.submit()
    do(client, message, "add", text="第一句")
    html = do(client, message, "add", text="第二句").content.decode()
    assert "请明天再补充" in html
    assert ">第二句</textarea>" in html


# --- urge -------------------------------------------------------------------------------------


def test_urging_is_possible_once_in_three_days_and_shows_its_result(client, cast):
    message = cast.submit()
    start = timezone.now()
    with frozen(start):
        do(client, message, "urge")
        html = client.get(url(message)).content.decode()
    assert "秦望舒 代表收到了提醒" in html
    assert f'action="{url(message, "urge")}"' not in html
    with frozen(start + timedelta(days=2)):
        assert "请过几天再催" in do(client, message, "urge").content.decode()
    with frozen(start + timedelta(days=3)):
        assert do(client, message, "urge").status_code == 302
    assert message.events.filter(kind="urge").count() == 2


# --- withdraw ---------------------------------------------------------------------------------


def test_withdrawing_ends_the_matter(client, cast):
    message = cast.submit()
    do(client, message, "withdraw")
    assert fresh(message).state == State.WITHDRAWN
    assert not message.events.filter(kind=MessageEvent.PRESSURE).exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"pressed": "on"}, "有人要求我撤回。"),
        ({"pressed": "on", "pressure": "他们上门来说"}, "他们上门来说"),
        ({"pressure": "他们上门来说"}, "他们上门来说"),
    ],
)
def test_pressure_is_told_to_county_staff_alone(client, cast, fields, words):
    message = cast.submit()
    do(client, message, "withdraw", **fields)
    event = message.events.get(kind=MessageEvent.PRESSURE)
    assert (event.text, event.audience) == (words, Audience.COUNTY)
    assert words not in client.get(url(message)).content.decode()


def test_an_answered_matter_is_not_withdrawn(client, cast):
    message = replied(cast)
    html = do(client, message, "withdraw", pressure="不想说了").content.decode()
    assert fresh(message).state == State.REPLIED
    assert "还没有办成" in html
    assert ">不想说了</textarea>" in html


# --- photos -----------------------------------------------------------------------------------


def test_a_photo_is_shown_only_under_its_own_link(client, cast, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        message = cast.submit(photos=[picture()])
    other = cast.submit(body="另一件")
    photo = message.photos.get()
    assert photo.state == Photo.State.READY
    response = client.get(url(message, f"photos/{photo.pk}"))
    assert (response.status_code, response["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(response.streaming_content)[:3] == b"\xff\xd8\xff"
    assert client.get(url(other, f"photos/{photo.pk}")).status_code == 404


def test_a_photo_in_preparation_says_so_and_is_not_served(client, cast):
    message = cast.submit(photos=[picture()])
    photo = message.photos.get()
    assert "照片处理中" in client.get(url(message)).content.decode()
    assert client.get(url(message, f"photos/{photo.pk}")).status_code == 404


def test_a_photo_that_was_none_is_told(client, cast):
    message = cast.submit(photos=[picture()])
    message.photos.update(state=Photo.State.BROKEN, raw="")
    assert "有 1 张照片打不开" in client.get(url(message)).content.decode()
