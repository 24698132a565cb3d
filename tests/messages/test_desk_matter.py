"""The page of one matter: who sees it, what it shows, what it never shows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from messages.models import CannedReply, Message, ReplyDraft
from messages.states import State
from tests.factories.casework import ANSWER, BODY, VOTER_PHONE
from tests.factories.states import at_station, at_street

pytestmark = pytest.mark.django_db
REPLY = "我已到现场看过，路灯周三前修好，修好后再告诉您。"
MAIN_BUTTON = re.compile(r'<(?:button|a)[^>]*class="[^"]*\bbtn-primary\b')


def open_page(client, user, matter, query=""):
    client.force_login(user)
    return client.get(reverse("desk:message", args=[matter.pk]) + query)


def post(client, user, name, pk, **data):
    client.force_login(user)
    return client.post(reverse(f"desk:{name}", args=[pk]), data)


def forms_on(page):
    """Names of the acts that the page offers: the last part of each form's address."""
    found = re.findall(r'action="/desk/(?:messages|shares)/\d+/([a-z-]+)/"', page)
    return {act.replace("-", "_") for act in found}


def test_anonymous_visitors_are_led_to_the_login(client, cast):
    matter = cast.submit()
    response = client.get(reverse("desk:message", args=[matter.pk]))
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_strangers_find_nothing(client, cast):
    matter = cast.submit()
    for user in (cast.stranger, cast.bumen, cast.cunju):
        assert open_page(client, user, matter).status_code == 404


def test_everybody_concerned_sees_the_matter_and_nobody_its_secret_or_phone(client, cast):
    matter = at_street(cast)
    for user in (cast.daibiao, cast.lianluo, cast.jiedao, cast.quxian, cast.shiji):
        response = open_page(client, user, matter)
        page = response.content.decode()
        assert response.status_code == 200
        assert BODY in page
        secret = matter.tracking
        for hidden in (secret.token, secret.code, secret.grouped_code, VOTER_PHONE, "1390000"):
            assert hidden not in page
        assert response["Cache-Control"] == "private, no-store"


def test_what_a_voter_kept_is_hidden_below(client, cast):
    matter = cast.submit(keep_from=True)
    assert open_page(client, cast.daibiao, matter).status_code == 404
    assert open_page(client, cast.lianluo, matter).status_code == 404
    assert "选民不想让站点和代表看到" in open_page(client, cast.jiedao, matter).content.decode()


def test_a_representative_is_offered_a_reply_and_a_hand_over_but_no_orders(client, cast):
    page = open_page(client, cast.daibiao, cast.submit()).content.decode()
    offered = forms_on(page)
    assert {"reply", "accept", "hand_over", "note"} <= offered
    assert not offered & {"assign", "decline", "supervise", "split", "merge", "close_elsewhere"}


def test_an_onlooker_may_only_write_a_note(client, cast):
    page = open_page(client, cast.daibiao, at_station(cast)).content.decode()
    assert forms_on(page) == {"note"}


def test_each_page_has_exactly_one_main_button(client, cast):
    fresh, station, street = cast.submit(), at_station(cast), at_street(cast)
    for user, matter in [
        (cast.daibiao, fresh),
        (cast.lianluo, station),
        (cast.jiedao, street),
    ]:
        page = open_page(client, user, matter).content.decode()
        assert len(MAIN_BUTTON.findall(page)) == 1, user


def test_the_due_date_explains_itself(client, cast):
    page = open_page(client, cast.daibiao, cast.submit()).content.decode()
    assert "怎么算的" in page
    assert "还剩 1 个工作日" in page


def test_the_number_of_queries_does_not_grow_with_the_story(
    client, cast, django_assert_num_queries
):
    matter = at_station(cast)
    actor = cast.actor(cast.lianluo, matter)
    matter.write_note("备注", by=actor)
    open_page(client, cast.lianluo, matter)
    with CaptureQueriesContext(connection) as once:
        open_page(client, cast.lianluo, matter)
    count = len(once)  # before the next request clears the log
    assert count <= 30
    for number in range(2):
        matter.write_note(f"备注 {number}", by=actor)
        matter.add_words(f"补充 {number}")
    with django_assert_num_queries(count):
        open_page(client, cast.lianluo, matter)


def test_notes_stand_on_yellow_for_staff_and_never_on_the_voters_page(client, cast):
    matter = cast.submit()
    post(client, cast.daibiao, "note", matter.pk, text="和上月报修是同一回路")
    page = open_page(client, cast.lianluo, matter).content.decode()
    assert "和上月报修是同一回路" in page
    assert "内部备注 · 选民看不到" in page
    client.logout()
    public = client.get(reverse("messages:track", args=[matter.tracking.token]))
    assert public.status_code == 200
    assert "和上月报修" not in public.content.decode()
    assert "内部备注" not in public.content.decode()


# words not sent yet -----------------------------------------------------------------------------


def test_a_canned_reply_fills_the_form_without_scripts(client, cast):
    canned = CannedReply.objects.create(title="已到现场", text="我已到现场看过。")
    theirs = CannedReply.objects.create(owner=cast.lianluo, title="别人的", text="别人的话。")
    matter = cast.submit()
    page = open_page(client, cast.daibiao, matter, f"?canned={canned.pk}").content.decode()
    assert re.search(r"<textarea[^>]*>\s*我已到现场看过。</textarea>", page)
    page = open_page(client, cast.daibiao, matter, f"?canned={theirs.pk}").content.decode()
    assert "别人的话" not in page


def test_a_draft_is_kept_for_its_author_and_gone_after_sending(client, cast):
    matter = cast.submit()
    response = post(client, cast.daibiao, "draft", matter.pk, text=REPLY)
    assert response.status_code == 302
    assert REPLY in open_page(client, cast.daibiao, matter).content.decode()
    assert REPLY not in open_page(client, cast.jiedao, matter).content.decode()
    post(client, cast.daibiao, "reply", matter.pk, text=REPLY)
    assert not ReplyDraft.objects.exists()


def test_the_script_gets_the_time_at_which_its_draft_was_saved(client, cast):
    matter = cast.submit()
    client.force_login(cast.daibiao)
    response = client.post(
        reverse("desk:draft", args=[matter.pk]),
        {"text": REPLY},
        headers={"X-Requested-With": "fetch"},
    )
    assert response.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d", response.json()["saved"])
    assert matter.drafts.get().text == REPLY


def test_an_onlookers_draft_is_refused_and_shown_to_him(client, cast):
    matter = at_station(cast)
    response = post(client, cast.daibiao, "draft", matter.pk, text=REPLY)
    assert response.status_code == 409
    assert REPLY in response.content.decode()
    assert not matter.drafts.exists()


def test_an_emptied_draft_is_forgotten(client, cast):
    matter = cast.submit()
    post(client, cast.daibiao, "draft", matter.pk, text=REPLY)
    post(client, cast.daibiao, "draft", matter.pk, text=" ")
    assert not matter.drafts.exists()


def test_somebody_else_writing_right_now_is_named(client, cast):
    matter = at_street(cast)
    ReplyDraft.objects.create(message=matter, author=cast.quxian, text="正在写")
    page = open_page(client, cast.jiedao, matter).content.decode()
    assert "区人大正在答复" in page
    ReplyDraft.objects.update(saved_at=timezone.now() - timedelta(minutes=6))
    assert "正在答复" not in open_page(client, cast.jiedao, matter).content.decode()


def test_a_preview_sends_nothing(client, cast):
    matter = cast.submit()
    page = post(client, cast.daibiao, "preview", matter.pk, text=REPLY).content.decode()
    assert page.count(REPLY) == 2
    assert Message.objects.get(pk=matter.pk).state == State.SUBMITTED


# the voter's phone ------------------------------------------------------------------------------


def test_a_revealed_phone_is_logged_and_stands_in_that_answer_alone(client, cast):
    matter = cast.submit()
    response = post(client, cast.daibiao, "reveal_phone", matter.pk, reason="约时间上门看")
    assert VOTER_PHONE in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    event = matter.events.get(kind="reveal_phone")
    assert (event.text, event.actor, event.audience) == ("约时间上门看", cast.daibiao, "everyone")
    entry = AuditEntry.objects.get(action="phone_reveal")
    assert (entry.actor, entry.reason, entry.target) == (
        cast.daibiao,
        "约时间上门看",
        matter.number,
    )
    assert VOTER_PHONE not in open_page(client, cast.daibiao, matter).content.decode()


def test_no_reason_no_phone(client, cast):
    matter = cast.submit()
    response = post(client, cast.daibiao, "reveal_phone", matter.pk, reason=" ")
    assert response.status_code == 422
    assert VOTER_PHONE not in response.content.decode()
    assert not matter.events.filter(kind="reveal_phone").exists()


def test_an_onlooker_does_not_get_the_phone(client, cast):
    matter = at_station(cast)
    response = post(client, cast.daibiao, "reveal_phone", matter.pk, reason="想看")
    assert response.status_code == 403
    assert VOTER_PHONE not in response.content.decode()


# how it ended -----------------------------------------------------------------------------------


def test_words_of_a_rating_are_for_the_level_above(client, cast):
    matter = cast.submit()
    matter.reply(ANSWER, by=cast.actor(cast.daibiao, matter))
    matter.rate("dissatisfied", words="说修好了其实没有", source="online")
    assert "说修好了其实没有" in open_page(client, cast.jiedao, matter).content.decode()
    for user in (cast.daibiao, cast.lianluo):
        page = open_page(client, user, matter).content.decode()
        assert "不满意" in page
        assert "说修好了其实没有" not in page


def test_pressure_on_a_voter_is_read_by_the_county_alone(client, cast):
    matter = cast.submit()
    matter.withdraw(pressure="有人上门让我撤")
    for user in (cast.daibiao, cast.lianluo, cast.jiedao):
        assert "有人上门让我撤" not in open_page(client, user, matter).content.decode()
    assert "有人上门让我撤" in open_page(client, cast.quxian, matter).content.decode()


def test_beside_the_list_the_title_leaves_the_first_heading_to_the_list(client, cast):
    message = cast.submit()
    client.force_login(cast.daibiao)
    assert "<h1" in client.get(f"/desk/messages/{message.pk}/").text
    pane = client.get(f"/desk/messages/{message.pk}/", headers={"HX-Request": "true"}).text
    assert "<h1" not in pane
    assert '<h2 class="matter-title">' in pane
