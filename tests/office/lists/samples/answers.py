"""Ratings to ask for, and what the public reads of matters."""

from django.utils import timezone

from messages.models import Message, Publication
from tests.factories.casework import Cast
from tests.factories.states import IN_STATE
from tests.office.lists.samples.sample import Sample


def published(cast: Cast, n: int = 0) -> Publication:
    return Publication.objects.create(
        message=IN_STATE["closed"](cast),
        title=f"路灯修好了 {n}",
        body="…",
        answer="…",
        **Publication.published_columns(by=cast.jiedao, at=timezone.now()),
    )


def proxied(cast: Cast, n: int = 0) -> Message:
    """Entered by the officer, answered, not rated."""
    matter = IN_STATE["replied"](cast)
    Message.objects.filter(pk=matter.pk).update(entered_by=cast.lianluo)
    return matter


SAMPLES = {
    "callbacks": Sample("office:callbacks", proxied),
    "published": Sample("office:published", published),
}
