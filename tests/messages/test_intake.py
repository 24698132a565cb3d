"""A message comes in once, opens to its writer alone, and its phone is nowhere in the clear."""

from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone

from accounts.phones import phone_index
from casework.actors import Actor
from messages.codes.destination import Recipient
from messages.intake.incoming import Words, add_photos, enter, split, submit
from messages.models import Channel, Message
from messages.secrets import code_digest, token_digest
from messages.states import Holder, State
from notifications.models import Notice
from tests.factories.casework import BODY, VOTER_PHONE
from tests.factories.states import at_station, fresh

pytestmark = pytest.mark.django_db


def test_the_same_key_phone_and_text_give_the_same_message(cast):
    before, first, after = (cast.submit(key=key) for key in "jkl")
    assert cast.submit(key="k").pk == first.pk
    assert list(Message.objects.order_by("pk")) == [before, first, after]
    assert first.events.count() == 1


@pytest.mark.parametrize(
    "change", [{"body": "另一件事，楼道堆了杂物。"}, {"phone": "13900009999"}, {"key": "other"}]
)
def test_anything_else_is_a_new_message_with_its_own_receipt(cast, change):
    first = cast.submit(key="k")
    second = cast.submit(**{"key": "k"} | change)
    assert second.pk != first.pk
    assert second.token_digest != first.token_digest


def test_the_secret_is_found_by_its_digests_and_stored_only_encrypted(cast):
    message = cast.submit()
    secret = message.tracking
    assert len(secret.code) == 12
    assert secret.last4 == VOTER_PHONE[-4:]
    assert message.token_digest == token_digest(secret.token)
    assert message.code_digest == code_digest(secret.code, secret.last4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM voter_messages_message")
        row = " ".join(str(value) for value in cursor.fetchone())
    assert secret.token not in row
    assert secret.code not in row
    assert VOTER_PHONE not in row
    assert phone_index(VOTER_PHONE) in row


def test_the_representative_is_told_and_the_tally_counts_one(cast):
    cast.submit()
    assert [notice.user for notice in Notice.objects.all()] == [cast.daibiao]


def test_an_entered_matter_is_the_stations_and_gets_four_digits_instead_of_a_phone(cast):
    by = cast.actor(cast.lianluo, cast.submit())
    message = enter(
        Words(BODY, None, "王先生"),
        Recipient(cast.station),
        key="e",
        origin="walk_in",
        other=("12345 热线", "YC-2"),
        by=by,
    )
    assert (message.holder, message.is_proxied, message.phone) == (Holder.STATION, True, None)
    assert message.tracking.last4.isdigit()
    assert (message.other_system, message.other_number) == ("12345 热线", "YC-2")


def test_an_officers_form_gives_one_matter_however_often_it_is_sent_and_each_officer_an_own(cast):
    def entered(user, key="e", body=BODY):
        by = Actor(user, user.name)
        words, to = Words(body, None), Recipient(cast.station)
        return enter(words, to, key=key, origin="call", other=("", ""), by=by).pk

    first = entered(cast.lianluo)
    again = [entered(cast.lianluo), entered(cast.lianluo)]
    others = [
        entered(cast.cunju),
        entered(cast.lianluo, key="f"),
        entered(cast.lianluo, body="停电"),
    ]
    assert again == [first, first]
    assert len({first, *others}) == 4


def test_parts_keep_what_is_known_of_the_whole(cast):
    known = dict(
        code=cast.code,
        channel=Channel.objects.get(slug="gzh"),
        name="何女士",
        place="三楼",
        may_publish=True,
        phone_confirmed_at=timezone.now(),
    )
    message = at_station(cast)
    Message.objects.filter(pk=message.pk).update(**known)
    (part,) = split(fresh(message), ["路灯坏了"], by=cast.actor(cast.lianluo, message))
    part = fresh(part)
    assert {name: getattr(part, name) for name in known} == known
    assert (part.origin, part.phone, part.representative) == (
        "qr",
        VOTER_PHONE,
        cast.representative,
    )


def test_photos_stay_with_the_line_that_they_came_with(cast):
    message = cast.submit()
    event = message.add_event("note", by=None)
    add_photos(message, [ContentFile(b"x", "a.jpg")])
    add_photos(message, [ContentFile(b"y", "b.jpg")], event)
    assert [photo.event for photo in message.photos.order_by("pk")] == [None, event]


def test_splitting_gives_each_part_a_number_and_a_receipt_of_its_own(cast):
    message = at_station(cast)
    parts = split(message, ["路灯坏了", "充电桩不够"], by=cast.actor(cast.lianluo, message))
    assert [part.body for part in parts] == ["路灯坏了", "充电桩不够"]
    assert {part.split_from_id for part in parts} == {message.pk}
    assert len({part.token_digest for part in [message, *parts]}) == 3
    assert fresh(message).state == State.SPLIT


@pytest.mark.django_db(transaction=True)
def test_parallel_posts_of_one_form_give_one_message(cast):
    to = Recipient(cast.station, cast.representative, cast.code)
    got: list[object] = []

    def post():
        try:
            got.append(submit(Words(BODY, VOTER_PHONE), to, key="tap").pk)
        except Exception as error:  # noqa: BLE001 shown by the assertion below
            got.append(error)
        finally:
            connection.close()

    taps = [Thread(target=post) for _ in range(8)]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    assert got == [Message.objects.get().pk] * 8
