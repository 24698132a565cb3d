"""The map of the overview: shown only where an approval number (审图号) stands under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from areas.outlines import Box, Outline, read_drawing

if TYPE_CHECKING:
    from portal.public.front_page import Tile

INSET_WIDTH = 1000  # units: the style sheet sizes labels in them
ROOMY = 280  # units: with less, a phone shows the name alone


@dataclass(frozen=True)
class Place:
    """A county on the map, its label in the units of the picture that shows it."""

    tile: Tile
    outline: Outline
    x: int
    y: int

    @property
    def is_tight(self) -> bool:
        return not self.outline.is_small and self.outline.room < ROOMY


@dataclass(frozen=True)
class Inset:
    """The small counties, larger; ``frame`` is where they are on the large picture."""

    frame: Box
    places: list[Place]

    @property
    def view_box(self) -> str:
        return f"0 0 {INSET_WIDTH} {round(self.frame.height * self._scale)}"

    @property
    def transform(self) -> str:
        return f"scale({self._scale:.4f}) translate({-self.frame.left} {-self.frame.top})"

    @property
    def _scale(self) -> float:
        return INSET_WIDTH / self.frame.width

    def add(self, tile: Tile, outline: Outline) -> None:
        x, y = (outline.x - self.frame.left), (outline.y - self.frame.top)
        self.places.append(Place(tile, outline, round(x * self._scale), round(y * self._scale)))


@dataclass(frozen=True)
class CountyMap:
    """``places`` are named on the large picture, ``tiles`` have no outline."""

    view_box: str
    places: list[Place]
    inset: Inset | None
    tiles: list[Tile]


def county_map(tiles: list[Tile]) -> CountyMap | None:
    """None where no county has an outline."""
    drawing = read_drawing()
    inset = Inset(drawing.inset, []) if drawing.inset else None
    places, others = [], []
    for tile in tiles:
        outline = drawing.outlines.get(tile.code)
        if outline is None:
            others.append(tile)
        elif outline.is_small and inset:
            inset.add(tile, outline)
        else:
            places.append(Place(tile, outline, outline.x, outline.y))
    if len(others) == len(tiles):
        return None
    if inset and not inset.places:
        inset = None
    return CountyMap(f"0 0 {drawing.width} {drawing.height}", places, inset, others)
