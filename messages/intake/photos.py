"""The worker's part: one stored photo at a time becomes a clean copy."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils import timezone

from jobs.pictures import NO_PICTURE, clean_copy
from messages.models import Photo

CLAIM_TIME = timedelta(minutes=2)
BATCH = 100
log = structlog.get_logger(__name__)


def waiting() -> Iterable[int]:
    """Photos nobody works on: not started within two minutes, or their worker died."""
    now = timezone.now()
    forgotten = Q(claimed_until__lt=now) | Q(claimed_until=None, added_at__lt=now - CLAIM_TIME)
    pending = Photo.objects.filter(forgotten, state=Photo.State.PENDING)
    return pending.values_list("pk", flat=True)[:BATCH]


def process(pk: int) -> None:
    """Claim, decode, re-encode, forget the original.

    Killed in between, the claim ends after two minutes and the original is still there.
    """
    now = timezone.now()
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    mine = Photo.objects.filter(free, pk=pk, state=Photo.State.PENDING)
    if not mine.update(claimed_until=now + CLAIM_TIME):
        return
    photo = Photo.objects.get(pk=pk)
    try:
        with photo.raw.open("rb") as file:
            data = clean_copy(file)
    except (*NO_PICTURE, Warning) as error:
        log.warning("photo_broken", photo=pk, error=type(error).__name__)
        photo.state = Photo.State.BROKEN
    else:
        photo.image.save("clean.jpg", ContentFile(data), save=False)
        photo.state = Photo.State.READY
    raw = photo.raw.name
    photo.raw = ""
    photo.claimed_until = None
    photo.save(update_fields=["image", "state", "raw", "claimed_until"])
    photo.raw.storage.delete(raw)
