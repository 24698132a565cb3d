"""The one font that paper carries, and the letters it lacks."""

from __future__ import annotations

from functools import cache
from importlib.metadata import files
from pathlib import Path

FONT_PACKAGE, FONT_FILE = "pylopdf-fonts-zh-cn", "NotoSansSC-Regular.otf"


@cache
def font_path() -> Path:
    [file] = [file for file in files(FONT_PACKAGE) or () if file.name == FONT_FILE]
    return Path(str(file.locate()))


@cache
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # comes with WeasyPrint

    with TTFont(font_path(), lazy=True) as font:
        return frozenset(font.getBestCmap())


def missing_letters(text: str) -> str:
    """Characters that the font has no glyph for, each once."""
    known = _letters()
    return "".join(dict.fromkeys(c for c in text if ord(c) not in known and not c.isspace()))
