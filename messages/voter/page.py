"""The page of a code, filled in rather than rendered.

It is the page fetched most, and rendering was most of its cost. Which parts it has depends on very
little (a person or a station, a record or none, large text or not), so the template is rendered
once per such shape with marks in place of the words, and each request only puts its words in,
escaped. What depends on a form with errors is rendered as usual.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from areas.context import site

TEMPLATE = "messages/voter.html"
OPEN, CLOSE = "\ue000", "\ue001"  # private characters: nobody's words, no template has them
SHAPES = 256
TYPED = ("body", "phone", "name", "place", "publish", "keep_from")
WITH_ERRORS = (*TYPED, "photos")


@dataclass(frozen=True)
class Frame:
    """What every page shows around its content."""

    site_name: str
    footer: tuple[tuple[str, str], ...]
    is_demo: bool
    care: bool


def fill_in(request: HttpRequest, words: dict[str, str]) -> SafeString:
    """The page with ``words``; an empty one leaves its part out, as in the template."""
    around = site(request)
    frame = Frame(
        site_name=str(around["site_name"]),
        footer=tuple(dict(around["footer"]).items()),  # type: ignore[call-overload]
        is_demo=bool(around["is_demo"]),
        care=bool(around["care"]),
    )
    given = {**words, "csrf_token": get_token(request), "here": request.get_full_path()}
    shape = frozenset(name for name, text in given.items() if text)
    return format_html(_shape(shape, frozenset(given), frame), **given)


@lru_cache(maxsize=SHAPES)
def _shape(present: frozenset[str], names: frozenset[str], frame: Frame) -> str:
    """The template as a format string with a field for each word that is present."""
    marks = {name: f"{OPEN}{name}{CLOSE}" if name in present else "" for name in names}
    context = {
        **marks,
        "form": None,
        "typed": dict.fromkeys(TYPED, ""),
        "errors": dict.fromkeys(WITH_ERRORS, ""),
        "site_name": frame.site_name,
        "footer": dict(frame.footer),
        "is_demo": frame.is_demo,
        "care": frame.care,
    }
    html = render_to_string(TEMPLATE, context)
    return html.replace("{", "{{").replace("}", "}}").replace(OPEN, "{").replace(CLOSE, "}")
