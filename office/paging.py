"""What a request asks for: a month, a year, a row, words to search for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from accounts.http import SignedInRequest
from yichang_renda.asking import day_of, number_of, pk_of

EARLIEST_YEAR = 2000
LONGEST = 40  # characters of a search


def month_in(query: Mapping[str, str]) -> date:
    """The first day of 「?month=2026-11」; of the present month where that makes no sense."""
    today = timezone.localdate()
    asked = day_of(f"{query.get('month', '')[:7]}-01")
    known = asked and EARLIEST_YEAR <= asked.year <= today.year + 1
    return asked if asked and known else today.replace(day=1)


def year_in(query: Mapping[str, str], today: date) -> int:
    """「?year=2026」, up to the next one; the present year where that makes no sense."""
    year = number_of(query.get("year", ""), 4)
    return year if year and EARLIEST_YEAR <= year <= today.year + 1 else today.year


def posted_pk(request: SignedInRequest, name: str) -> int:
    """A primary key as posted; 0, which nobody has, for anything else."""
    return pk_of(request.POST.get(name, ""))


def search_words(request: SignedInRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
