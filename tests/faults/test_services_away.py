"""The broker, the worker or the database away: a clear page, and nothing confirmed is lost."""

import io
from datetime import timedelta

import pytest
from celery import Task
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError as BrokerAway
from PIL import Image

from messages.forms.voter import started_now
from messages.models import Message, Photo
from messages.tasks import process_photo, sweep_photos
from notifications.models import Notice
from tests.factories.casework import BODY, VOTER_PHONE
from yichang_renda import celery
from yichang_renda.celery import app

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker(monkeypatch):
    """Switches to a port where nobody listens, and back."""
    dead = app.connection_for_write("redis://127.0.0.1:1/0", transport_options={"max_retries": 0})

    def publish(task, *args):
        return task.apply_async(args, connection=dead, retry=False)

    def switch(*, on):
        monkeypatch.setattr(celery, "_broker_away_until", 0.0)
        app.conf.task_always_eager = on
        if not on:
            monkeypatch.setattr(Task, "delay", publish)
        else:
            monkeypatch.undo()

    yield switch
    app.conf.task_always_eager = True


def picture():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#345").save(out, "JPEG")
    return SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")


def write(client, cast, **changes):
    fields = {"body": BODY, "phone": VOTER_PHONE, "key": "k", "started": started_now()} | changes
    return client.post(reverse("messages:voter", args=[cast.code.slug]), fields)


def test_without_a_broker_a_message_is_taken_and_its_photo_made_later(client, cast, broker):
    broker(on=False)
    receipt = write(client, cast, photos=picture())
    assert receipt.status_code == 302
    page = client.get(receipt["Location"]).content.decode()
    assert "照片处理中" in page
    assert Notice.objects.filter(user=cast.daibiao).count() == 1
    photo = Photo.objects.get()
    assert photo.state == Photo.State.PENDING

    broker(on=True)  # two minutes later the sweeper runs
    Photo.objects.update(added_at=timezone.now() - timedelta(minutes=3))
    sweep_photos()
    photo.refresh_from_db()
    assert photo.state == Photo.State.READY


def test_the_dead_broker_of_these_tests_is_really_dead(broker):
    broker(on=False)
    with pytest.raises((BrokerAway, OSError)):
        process_photo.delay(1)


def test_a_photo_whose_worker_was_killed_is_made_by_another(client, cast, monkeypatch):
    """The claim of the dead worker ends; the original is still there."""
    with monkeypatch.context() as killed:
        killed.setattr(
            "messages.intake.photos.clean_copy", lambda file: (_ for _ in ()).throw(SystemExit)
        )
        with pytest.raises(SystemExit):
            write(client, cast, photos=picture())
    photo = Photo.objects.get()
    assert (photo.state, bool(photo.raw)) == (Photo.State.PENDING, True)
    sweep_photos()
    photo.refresh_from_db()
    assert photo.state == Photo.State.PENDING  # still claimed
    Photo.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    sweep_photos()
    photo.refresh_from_db()
    assert photo.state == Photo.State.READY


def locked(execute, sql, params, many, context):
    raise OperationalError("database is locked")


def locked_for_writing(execute, sql, params, many, context):
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        raise OperationalError("database is locked")
    return execute(sql, params, many, context)


@pytest.mark.parametrize("trouble", [locked, locked_for_writing])
def test_a_locked_database_gives_the_words_back_and_takes_them_later(client, cast, trouble):
    client.raise_request_exception = False
    with connection.execute_wrapper(trouble):
        answer = write(client, cast)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "还没有送出" in page
    assert BODY in page
    assert VOTER_PHONE not in page
    assert Message.objects.count() == 0
    assert write(client, cast).status_code == 302
    assert Message.objects.count() == 1


def test_a_locked_database_keeps_a_typed_reply(client, cast):
    matter = cast.submit()
    client.force_login(cast.daibiao)
    client.raise_request_exception = False
    text = "已经更换灯头，今晚恢复照明。"
    with connection.execute_wrapper(locked_for_writing):
        answer = client.post(reverse("desk:reply", args=[matter.pk]), {"text": text})
    assert answer.status_code == 503
    assert text in answer.content.decode()
    assert client.get(reverse("desk:message", args=[matter.pk])).status_code == 200
