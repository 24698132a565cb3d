"""An officer enters a walk-in, answers it, and can't rate it from his own browser."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.at_work import COOKIE, remember_work
from messages.states import RatingSource, State
from tests.clock import frozen
from tests.factories import states
from tests.factories.accounts import signed_in

WORDS = "这台设备 12 小时内登录过工作账号，不能在这里评价。"


@pytest.fixture
def answered(cast):
    return states.replied(cast)


def at_work(user):
    """A browser in which somebody has opened the desk."""
    client = signed_in(user)
    client.get(reverse("desk:list"))
    return client


def rate(client, message):
    url = reverse("messages:rate", args=[message.tracking.token])
    return client.post(url, {"rating": "satisfied"})


def track(client, message):
    return client.get(reverse("messages:track", args=[message.tracking.token])).content.decode()


def state_of(message):
    return states.fresh(message).state


@pytest.mark.parametrize("who", ["daibiao", "lianluo", "bumen", "jiedao", "quxian", "shiji"])
def test_whoever_is_signed_in_rates_nothing(cast, answered, who):
    client = at_work(getattr(cast, who))
    response = rate(client, answered)
    assert (response.status_code, state_of(answered)) == (403, State.REPLIED)
    assert WORDS in response.content.decode()


def test_the_page_says_so_instead_of_the_form(cast, answered):
    page = track(at_work(cast.lianluo), answered)
    assert WORDS in page
    assert reverse("messages:rate", args=[answered.tracking.token]) not in page
    assert WORDS not in track(Client(), answered)


def test_signing_out_before_changes_nothing(cast, answered):
    client = at_work(cast.lianluo)
    client.post(reverse("account_logout"))
    assert (rate(client, answered).status_code, state_of(answered)) == (403, State.REPLIED)


def test_not_even_the_page_of_the_desk_must_have_been_opened(cast, answered):
    """The session alone tells, before the first answer brought the cookie."""
    assert rate(signed_in(cast.lianluo), answered).status_code == 403


@pytest.mark.parametrize(("hours", "after"), [(11, State.REPLIED), (13, State.CLOSED)])
def test_twelve_hours_later_it_is_anybodys_browser(cast, answered, hours, after):
    with frozen(timezone.now()):
        client = at_work(cast.lianluo)
        client.post(reverse("account_logout"))
    with frozen(timezone.now() + timedelta(hours=hours)):
        rate(client, answered)
    assert state_of(answered) == after


def test_the_voter_rates_in_his_own(cast, answered):
    assert rate(Client(), answered).status_code == 302
    assert states.fresh(answered).rating_source == RatingSource.ONLINE


def test_a_made_up_cookie_stops_nobody(answered):
    client = Client()
    client.cookies[COOKIE] = "1"
    assert rate(client, answered).status_code == 302


def test_the_cookie_names_nobody(cast):
    with frozen(timezone.now()):
        values = {at_work(user).cookies[COOKIE].value for user in (cast.lianluo, cast.shiji)}
    assert len(values) == 1
    settings = at_work(cast.lianluo).cookies[COOKIE]
    assert (settings["httponly"], settings["samesite"], settings["max-age"]) == (True, "Lax", 43200)


def test_no_cookie_goes_with_what_a_cache_hands_on(cast, settings):
    """A public file that somebody at work opened is read by the next voter, too."""
    shared = remember_work(lambda request: HttpResponse(headers={"Cache-Control": "public"}))
    own = remember_work(lambda request: HttpResponse())
    request = RequestFactory().get("/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "a session"
    request.user = cast.lianluo
    assert [COOKIE in serve(request).cookies for serve in (shared, own)] == [False, True]


def test_a_voter_gets_no_cookie(answered):
    client = Client()
    track(client, answered)
    assert COOKIE not in client.cookies
