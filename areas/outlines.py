"""The drawing of the areas below the city, as `manage.py draw_outlines` wrote it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

OUTLINES_FILE = Path(__file__).parent / "data" / "yichang_outlines.json"


@dataclass(frozen=True)
class Box:
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Outline:
    """``path`` in units of the drawing; ``room`` is the width a label at ``x``, ``y`` may have."""

    path: str
    x: int
    y: int
    room: int
    is_small: bool  # its label only fits into the inset


@dataclass(frozen=True)
class Drawing:
    """Outlines by area code; ``inset`` frames the small ones, None when there are none."""

    width: int
    height: int
    inset: Box | None
    outlines: dict[str, Outline]


@lru_cache(maxsize=2)
def read_drawing(file: Path = OUTLINES_FILE) -> Drawing:
    data = json.loads(file.read_text(encoding="utf-8"))
    width, height = data["size"]
    inset = Box(*data["inset"]) if data["inset"] else None
    outlines = {code: _outline(area) for code, area in data["areas"].items()}
    return Drawing(width, height, inset, outlines)


def _outline(area: dict[str, Any]) -> Outline:
    x, y = area["label"]
    return Outline(area["outline"], x, y, area["room"], area["inset"])
