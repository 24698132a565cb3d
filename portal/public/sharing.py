"""What a page says of itself when its address is passed on: in WeChat, to a search engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

LONGEST = 120


@dataclass(frozen=True)
class Share:
    """``url`` is the one address of the page, without what only sorts or pages it."""

    title: str
    text: str
    url: str


def share(title: str, text: str, name: str, *args: Any, query: str = "") -> Share:
    """``name`` is the URL's; ``query`` what belongs to the address, with its question mark."""
    line = " ".join(text.split())
    short = line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"
    return Share(title, short, settings.SITE_URL + reverse(name, args=args) + query)
