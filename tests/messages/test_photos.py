"""Photos of strangers: checked by their header, re-encoded by the worker, nothing else shown."""

import io
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from jobs.pictures import MAX_BYTES, check_header, clean_copy
from messages.intake import photos
from messages.intake.incoming import add_photos
from messages.models import Photo


def picture(size=(60, 40), fmt="JPEG", mode="RGB", **options):
    out = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else 0).save(out, fmt, **options)
    return io.BytesIO(out.getvalue())


def checked(data):
    check_header(data, len(data.getvalue()))


def png_header(width, height):
    """A PNG that claims a size and carries next to nothing."""

    def chunk(kind, body):
        return (
            len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")
        )

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    rows = zlib.compress(b"\0" * 1000)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + parts)


@pytest.mark.parametrize("fmt", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_phones_and_browsers_save_is_taken(fmt):
    checked(picture(fmt=fmt))
    assert Image.open(io.BytesIO(clean_copy(picture(fmt=fmt)))).format == "JPEG"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空的"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是能打开的照片"),
        (b"<html><script>alert(1)</script></html>", "不是能打开的照片"),
        (b"MZ\x90\x00" + b"\0" * 500, "不是能打开的照片"),
        (b"GIF89a" + b"\0" * 100, "不是能打开的照片"),
        (b"\xff\xd8\xff", "不是能打开的照片"),
    ],
)
def test_everything_else_is_refused_in_plain_words(data, word):
    with pytest.raises(ValidationError, match=word):
        checked(io.BytesIO(data))


def test_a_small_file_that_unpacks_to_gigabytes_is_refused_by_its_header():
    bomb = png_header(30_000, 30_000)
    assert len(bomb.getvalue()) < 12_000
    with pytest.raises(ValidationError, match="照片"):
        checked(bomb)


def test_forty_megapixels_are_the_limit():
    checked(png_header(8000, 5000))
    with pytest.raises(ValidationError, match="4000 万像素"):
        checked(png_header(8001, 5000))


def test_more_than_fifteen_megabytes_are_refused():
    with pytest.raises(ValidationError, match="15 MB"):
        check_header(picture(), MAX_BYTES + 1)


def test_the_copy_is_upright_small_and_without_exif():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x8825] = {1: "N"}  # where it was taken
    copy = Image.open(io.BytesIO(clean_copy(picture((3000, 1500), exif=exif))))
    assert (copy.format, copy.size) == ("JPEG", (1024, 2048))
    assert dict(copy.getexif()) == {}


def test_transparency_becomes_white():
    copy = Image.open(io.BytesIO(clean_copy(picture(fmt="PNG", mode="RGBA"))))
    assert copy.getpixel((1, 1)) == (255, 255, 255)


@pytest.fixture
def message(db, cast):
    return cast.submit()


def add(message, data):
    add_photos(message, [ContentFile(data, name="IMG_0001.jpg")])
    return Photo.objects.get()


def test_the_worker_replaces_the_original_by_the_copy(message):
    photo = add(message, picture().getvalue())
    raw = photo.raw.name
    photos.process(photo.pk)
    photo = Photo.objects.get()
    assert photo.state == Photo.State.READY
    assert photo.raw.name == ""
    assert photo.image.storage.exists(raw) is False
    assert "IMG_0001" not in photo.image.name
    with photo.image.open() as file:
        assert Image.open(file).format == "JPEG"


def test_a_file_that_turns_out_broken_is_marked_and_its_original_removed(message):
    photo = add(message, picture((400, 400)).getvalue()[:400])
    photos.process(photo.pk)
    photo = Photo.objects.get()
    assert (photo.state, photo.image.name, photo.raw.name) == (Photo.State.BROKEN, "", "")


def test_a_photo_being_processed_is_left_to_its_worker(message):
    photo = add(message, picture().getvalue())
    Photo.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    photos.process(photo.pk)
    assert Photo.objects.get().state == Photo.State.PENDING
    assert list(photos.waiting()) == []


def test_a_photo_whose_worker_died_is_found_again(message):
    photo = add(message, picture().getvalue())
    Photo.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert list(photos.waiting()) == [photo.pk]
    photos.process(photo.pk)
    assert Photo.objects.get().state == Photo.State.READY
