"""Running the system is not reading the mail: the admin shows states, never words, and no changes."""

import pytest
from django.urls import reverse

from messages.models import Message
from tests.factories.accounts import make_user
from tests.factories.casework import BODY, VOTER_PHONE

pytestmark = pytest.mark.django_db
LIST = "admin:voter_messages_message_changelist"
CHANGE = "admin:voter_messages_message_change"


@pytest.fixture
def matter(cast):
    return cast.submit(name="王女士")


@pytest.fixture
def root(client, matter):
    user = make_user("root", is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def test_a_superuser_finds_a_matter_by_its_number(client, matter, root):
    assert matter.number in client.get(reverse(LIST), {"q": matter.number}).content.decode()
    assert matter.number not in client.get(reverse(LIST), {"q": "2026-000999"}).content.decode()


def test_words_phone_and_secret_are_not_shown(client, matter, root):
    page = client.get(reverse(CHANGE, args=[matter.pk])).content.decode()
    secret = matter.tracking
    for hidden in (BODY, "王女士", VOTER_PHONE, secret.token, secret.code, matter.token_digest):
        assert hidden not in page
    assert matter.get_state_display() in page


def test_nothing_can_be_changed_added_or_deleted(client, matter, root):
    client.post(reverse(CHANGE, args=[matter.pk]), {"state": "closed"})
    assert Message.objects.get().state == "submitted"
    assert client.get(reverse("admin:voter_messages_message_add")).status_code == 403
    delete = reverse("admin:voter_messages_message_delete", args=[matter.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_staff_of_the_admin_who_are_no_superusers_see_nothing(client, matter):
    client.force_login(make_user("clerk", is_staff=True))
    assert client.get(reverse(LIST)).status_code == 403


@pytest.mark.parametrize("words", ["路灯", "-", "'; drop", "9" * 40])
def test_odd_searches_find_nothing_and_break_nothing(client, matter, root, words):
    assert client.get(reverse(LIST), {"q": words}).status_code == 200
