"""What an address or a form asks for, read once for all: keys, numbers, days; or nothing."""

from __future__ import annotations

from datetime import date

LONGEST_KEY = 18  # digits that a row's key may have; longer ones overflow the column


def number_of(text: str, most: int = LONGEST_KEY) -> int | None:
    """「2026」 → 2026, up to ``most`` ASCII digits; None for anything else, signs included."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None


def pk_of(text: str) -> int:
    """A primary key; 0, which no row has, for anything else."""
    return number_of(text) or 0


def day_of(text: str) -> date | None:
    """「2026-11-22」"""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
