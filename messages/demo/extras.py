"""Photos, published answers and notes on some of the demo's matters."""

from __future__ import annotations

from itertools import cycle, islice

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from messages.models import InternalNote, Message, Photo, Publication
from messages.states import Holder, State
from stations.demo import pictures

PHOTOS, PUBLISHED, NOTES = 240, 120, 200


def add_photos(count: int = PHOTOS) -> int:
    """Small drawn pictures on open matters, ready to be looked at."""
    messages = Message.objects.open().order_by("-pk")[:count]
    photos = []
    for message, data in zip(messages, cycle(pictures.streets()), strict=False):
        photo = Photo(message=message, state=Photo.State.READY)
        photo.image.save("demo.jpg", ContentFile(data), save=False)
        photos.append(photo)
    Photo.objects.bulk_create(photos)
    return len(photos)


def publish_answers(clerk: User, count: int = PUBLISHED) -> int:
    """Closed matters whose voters agreed and were called back."""
    ready = Message.objects.filter(
        state=State.CLOSED, may_publish=True, phone_confirmed_at__isnull=False
    ).order_by("-ended_at")[:count]
    publications = []
    for message in reversed(ready):
        reply = message.events.filter(kind__in=["reply", "release"]).last()
        publications.append(
            Publication(
                message=message,
                title=message.body[:30],
                body=message.body,
                answer=reply.text if reply else "",
                **Publication.published_columns(by=clerk, at=message.ended_at or timezone.now()),
            )
        )
    Publication.objects.bulk_create(publications)
    return len(publications)


def write_notes(clerk: User, count: int = NOTES) -> None:
    InternalNote.objects.bulk_create(
        InternalNote(
            message=message,
            author=clerk,
            author_label=message.station.name,
            text="和上月的报修是同一回路，建议一次查完。",
        )
        for message in Message.objects.open().select_related("station").order_by("-pk")[:count]
    )


def relate() -> None:
    """Some matters merged into an open one, some split into two others; most stay withdrawn."""
    withdrawn = list(Message.objects.filter(state=State.WITHDRAWN).order_by("-pk")[:20])
    pairs = len(withdrawn) // 3
    ended = withdrawn[: 2 * pairs]
    targets = Message.objects.at_desk().filter(holder=Holder.OFFICE).order_by("-pk")
    for message, target in zip(ended[:pairs], targets, strict=False):
        Message.objects.filter(pk=message.pk).update(state=State.MERGED, merged_into=target)
        _retell(message, "merge", "与相似的留言合并办理。")
    parts = iter(Message.objects.filter(state=State.CLOSED, split_from=None).order_by("-pk"))
    for message in ended[pairs:]:
        Message.objects.filter(pk=message.pk).update(state=State.SPLIT)
        children = [part.pk for part in islice(parts, 2)]
        Message.objects.filter(pk__in=children).update(split_from=message)
        _retell(message, "split", "拆分为 2 件办理。")


def _retell(message: Message, kind: str, text: str) -> None:
    last = message.events.filter(kind="withdraw")
    last.update(kind=kind, text=text, actor_label=message.station.name)
