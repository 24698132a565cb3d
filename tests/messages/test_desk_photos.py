"""Photos at the desk: a clean copy, to whoever may see the matter, kept by no cache."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from messages.intake.photos import process
from messages.models import Photo

pytestmark = pytest.mark.django_db


def picture():
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    return SimpleUploadedFile("a.jpg", file.getvalue())


@pytest.fixture
def photo(cast):
    matter = cast.submit(photos=[picture()])
    photo = matter.photos.get()
    process(photo.pk)
    return Photo.objects.get(pk=photo.pk)


def get(client, user, photo):
    client.force_login(user)
    return client.get(reverse("desk:photo", args=[photo.pk]))


def test_whoever_sees_the_matter_gets_the_clean_copy(client, cast, photo):
    response = get(client, cast.lianluo, photo)
    assert b"".join(response.streaming_content)[:2] == b"\xff\xd8"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_strangers_and_visitors_do_not(client, cast, photo):
    assert get(client, cast.stranger, photo).status_code == 404
    client.logout()
    assert client.get(reverse("desk:photo", args=[photo.pk])).status_code == 302


@pytest.mark.parametrize("state", [Photo.State.PENDING, Photo.State.BROKEN])
def test_what_is_not_ready_is_not_served(client, cast, photo, state):
    Photo.objects.filter(pk=photo.pk).update(state=state)
    assert get(client, cast.lianluo, photo).status_code == 404


def test_the_page_says_that_a_photo_is_being_prepared(client, cast, photo):
    page = reverse("desk:message", args=[photo.message_id])
    client.force_login(cast.lianluo)
    assert reverse("desk:photo", args=[photo.pk]) in client.get(page).content.decode()
    Photo.objects.filter(pk=photo.pk).update(state=Photo.State.PENDING)
    assert "照片处理中" in client.get(page).content.decode()
