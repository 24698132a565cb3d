"""Figures of one person, and when they are not shown: too few, or in the election season."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone

from areas.dates import chinese_datetime
from messages.models import Message, Publication, ResponseRecord
from messages.states import Rating
from representatives.freezes import frozen_people
from representatives.models import Representative

MINIMUM = ResponseRecord.MINIMUM  # below this a figure says nothing about a person
SECONDS = 3600


@dataclass(frozen=True)
class YearRecord:
    """What reached a person in a year, and what became of it, counted at ``as_of``.

    ``rated`` and ``satisfied`` are of the voters' own messages: what an officer entered for
    somebody is not in them.
    """

    year: int
    received: int
    answered: int
    rated: int
    satisfied: int
    as_of: datetime

    @property
    def is_telling(self) -> bool:
        return self.received >= MINIMUM

    @property
    def figures(self) -> list[dict[str, str]]:
        """For components/figure.html."""
        rows = [
            ("收到留言", f"{self.received}", f"{self.year} 年", "plain"),
            ("已答复", f"{self.answered}", f"收到的 {self.received} 件里", "plain"),
        ]
        if self.rated >= MINIMUM:
            share = round(100 * self.satisfied / self.rated)
            rows.append(("满意和基本满意", f"{share}%", f"{self.rated} 人评价", "done"))
        keys = ("label", "value", "note", "tone")
        return [dict(zip(keys, row, strict=True)) for row in rows]

    @property
    def as_of_text(self) -> str:
        return chinese_datetime(self.as_of)


def year_record(person: Representative) -> YearRecord | None:
    """At most an hour old; None when there is too little to say."""
    year = timezone.localdate().year
    key = f"portal:year:{year}:{person.pk}"
    record: YearRecord | None = cache.get(key)
    if record is None:
        record = _count(person, year)
        cache.set(key, record, SECONDS)
    return record if record.is_telling else None


def _count(person: Representative, year: int) -> YearRecord:
    """One person's matters by their index; what is kept from the person is not among them."""
    theirs = Message.objects.filter(representative=person, is_kept=False, submitted_at__year=year)
    own = Q(entered_by=None)
    counts = theirs.order_by().aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(replied_at__isnull=False)),
        rated=Count("pk", filter=own & ~Q(rating="")),
        satisfied=Count("pk", filter=own & ~Q(rating__in=["", Rating.DISSATISFIED])),
    )
    return YearRecord(year=year, as_of=timezone.now(), **counts)


# the election season ------------------------------------------------------------------------------


def hide_frozen_ratings(answers: Iterable[Publication], today: date) -> None:
    """Blank the ratings of answers whose representative's figures are frozen; on the instances.

    No query outside of the season, one within it.
    """
    shown = list(answers)
    people = (answer.message.representative_id for answer in shown)
    hidden = frozen_people([pk for pk in people if pk], today)
    for answer in shown:
        if answer.message.representative_id in hidden:
            answer.message.rating = ""
