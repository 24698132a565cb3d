"""What the public reads of a representative: switched field by field, by managers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import AuditEntry
from representatives.models import Representative
from tests.messages.test_voter_submit import picture

pytestmark = pytest.mark.django_db

PROFILE = {"post": "社区书记", "publish_post": "on", "bio": "", "public_phone": ""}


def url(cast):
    return f"/office/representatives/{cast.representative.pk}/profile/"


def save(client, cast, **changes):
    client.force_login(cast.quxian)
    return client.post(url(cast), PROFILE | changes)


def person():
    return Representative.objects.get()


def test_a_manager_switches_each_field_and_the_change_is_logged(client, cast):
    response = save(client, cast, bio="从事社区工作十年。", public_phone="0717-6441234")
    assert response.status_code == 302
    saved = person()
    assert (saved.post, saved.publish_post, saved.bio, saved.publish_bio) == (
        "社区书记",
        True,
        "从事社区工作十年。",
        False,
    )
    assert saved.public_phone == "07176441234"
    entry = AuditEntry.objects.get(action=AuditEntry.Action.ROLE_CHANGE)
    assert "简介" in entry.reason


def test_what_is_switched_off_is_on_no_public_page(client, cast):
    save(client, cast, bio="从事社区工作十年。")
    client.logout()
    public = client.get(f"/representatives/{cast.representative.pk}/").text
    assert "社区书记" in public
    assert "从事社区工作十年" not in public


def test_a_phone_is_published_only_when_there_is_one(client, cast):
    response = save(client, cast, publish_phone="on")
    assert response.status_code == 422
    assert "请先填公示电话" in response.text
    assert person().publish_phone is False


def test_a_portrait_becomes_a_small_jpeg_and_replaces_the_old_file(client, cast):
    save(client, cast, portrait=picture(size=(1200, 1600)), publish_photo="on")
    first = person().photo
    with first.open() as file, Image.open(file) as image:
        assert (image.format, image.size) == ("JPEG", (360, 480))
    save(client, cast, portrait=picture(size=(600, 600)), publish_photo="on")
    assert first.storage.exists(first.name) is False
    shown = client.get(f"/representatives/{cast.representative.pk}/photo/")
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")


def test_what_is_no_picture_is_refused_and_the_words_are_kept(client, cast):
    file = SimpleUploadedFile("a.jpg", b"<svg/>")
    response = save(client, cast, portrait=file, bio="写了一半")
    assert response.status_code == 422
    assert "不是能打开的照片" in response.text
    assert "写了一半" in response.text
    assert person().photo.name == ""
