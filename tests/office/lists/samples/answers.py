"""What the public reads of matters."""

from django.utils import timezone

from messages.models import Publication
from tests.factories.casework import Cast
from tests.factories.states import IN_STATE
from tests.office.lists.samples.sample import Sample


def published(cast: Cast, n: int) -> Publication:
    return Publication.objects.create(
        message=IN_STATE["closed"](cast),
        title=f"路灯修好了 {n}",
        body="…",
        answer="…",
        **Publication.published_columns(by=cast.jiedao, at=timezone.now()),
    )


SAMPLES = {"published": Sample("office:published", published)}
