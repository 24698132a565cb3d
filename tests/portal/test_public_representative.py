"""/representatives/<key>/: only what he or she agreed to show."""

import pytest
from django.utils import timezone

from messages.models import Message
from tests.factories.casework import make_cast
from tests.factories.public import html_of, publish
from tests.messages.test_voter_submit import picture


@pytest.fixture
def cast(db):
    return make_cast()


def test_a_representative_shows_only_what_was_agreed_to(client, cast):
    person = cast.representative
    person.post, person.bio, person.public_phone = "示例单位", "简介文字", "0717-1112222"
    person.publish_bio = False
    person.save()
    html = html_of(client, f"/representatives/{person.pk}/")
    assert ("示例单位" in html, "简介文字" in html, "0717-1112222" in html) == (True, False, False)
    assert person.phone not in html
    assert "这位代表还没有公开的答复" in html


def test_after_the_last_term_the_answers_stay_and_the_person_cannot_be_written_to(client, cast):
    publication = publish(cast)
    cast.representative.seats.get().end(on=timezone.localdate(), reason="resigned")
    html = html_of(client, f"/representatives/{cast.representative.pk}/")
    assert publication.answer in html
    assert cast.code.slug not in html
    assert "已不再担任人大代表" in html


@pytest.mark.parametrize("shown", [True, False])
def test_a_portrait_is_served_only_when_it_may_be_shown(client, cast, shown):
    person = cast.representative
    person.photo.save("x.jpg", picture())
    person.publish_photo = shown
    person.save()
    response = client.get(f"/representatives/{person.pk}/photo/")
    assert bool(getattr(response, "streaming", False) and list(response)) == shown
    assert response.status_code == (200 if shown else 404)


def test_no_public_page_tells_how_many_messages_there_are_of_whom(client, cast):
    cast.submit()
    html = html_of(client, f"/representatives/{cast.representative.pk}/")
    assert Message.objects.get().number not in html
