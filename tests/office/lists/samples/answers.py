"""What is kept of matters: by month, by year, to call back, to be read by the public."""

from django.utils import timezone

from messages.models import Message, Publication
from tests.factories.casework import ANSWER, Cast
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


def answered(cast: Cast, n: int) -> Message:
    matter = cast.submit()
    matter.reply(ANSWER, by=cast.actor(cast.daibiao, matter))
    return matter


SAMPLES = {
    "callbacks": Sample("office:callbacks", proxied),
    "ledger": Sample(
        "desk:ledger",
        lambda cast, n: cast.submit(),
        owner=lambda cast: cast.station,
        is_in_query=True,
    ),
    "published": Sample("office:published", published),
    "record": Sample("desk:record", answered, user="daibiao"),
}
