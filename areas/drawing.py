"""From surveyed borders (GeoJSON) to a drawing of a few kilobytes, once per city.

Borders are cut into arcs where three areas meet, and every arc is thinned on its own: the areas on
both sides keep the same points, so no gap opens between them. Nothing here runs in a request.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

WIDTH = 2000  # units; the height follows
TOLERANCE = 1.5  # units a border may move
LABEL_SHAPE = (5, 4)  # width to height of a name with two lines under it
LEAST_ROOM = 150  # units a label needs in the main drawing, else the area goes into the inset
INSET_MARGIN = 20
_STEPS = (48, 12, 4)  # units between places tried for a label


class Point(NamedTuple):
    x: float
    y: float


Ring = list[Point]  # not closed: the last point is not the first again


class Frame(NamedTuple):
    left: int
    top: int
    width: int
    height: int

    def holds(self, point: Point) -> bool:
        across, down = point.x - self.left, point.y - self.top
        return 0 <= across <= self.width and 0 <= down <= self.height

    def edge(self) -> Ring:
        """Points along it, close enough that no label slips through between them."""
        right, bottom = self.left + self.width, self.top + self.height
        level = [
            Point(x, y) for x in range(self.left, right, _STEPS[1]) for y in (self.top, bottom)
        ]
        upright = [
            Point(x, y) for y in range(self.top, bottom, _STEPS[1]) for x in (self.left, right)
        ]
        return [*level, *upright]


class BorderError(Exception):
    """The file can't be drawn; the message is a Chinese sentence."""


@dataclass(frozen=True)
class Place:
    """Where the largest label fits into an area, and how wide it may be."""

    at: Point
    room: float


def draw(collection: Any, notes: dict[str, str]) -> dict[str, Any]:
    """What `areas.outlines` reads, from features whose ``id`` is an area code."""
    degrees = _rings_by_code(collection)
    rings = _projected(degrees)
    points = [point for own in rings.values() for ring in own for point in ring]
    height = math.ceil(max(point.y for point in points))
    places = {code: _place(own, None) for code, own in rings.items()}
    small = {code for code, place in places.items() if place.room < LEAST_ROOM}
    inset = _box([p for code in small for ring in rings[code] for p in ring], height)
    places |= {code: _place(own, inset) for code, own in rings.items() if code not in small}
    thin = _thinned(rings)
    return notes | {
        "size": [WIDTH, height],
        "inset": list(inset) if inset else None,
        "areas": {
            code: {
                "label": [round(places[code].at.x), round(places[code].at.y)],
                "room": round(places[code].room),
                "inset": code in small,
                "outline": "".join(_path(ring) for ring in thin[code]),
            }
            for code in sorted(rings)
            if thin[code]
        },
    }


# Reading ----------------------------------------------------------------------------------------


def _rings_by_code(collection: Any) -> dict[str, list[Ring]]:
    found: dict[str, list[Ring]] = {}
    for feature in _features(collection):
        code = str(feature.get("id") or "")
        shape = feature.get("geometry") or {}
        if not code or shape.get("type") not in ("Polygon", "MultiPolygon"):
            raise BorderError("每个区划都要有 id（区划代码）和 Polygon 或 MultiPolygon 的边界。")
        parts: Any = shape.get("coordinates")
        try:
            polygons = parts if shape["type"] == "MultiPolygon" else [parts]
            rings = [_without_spikes(_points(ring)) for polygon in polygons for ring in polygon]
        except (TypeError, ValueError) as error:
            raise BorderError(f"{code} 的坐标读不出来。") from error
        found[code] = [ring for ring in rings if _area(ring) > 0]
        if not found[code]:
            raise BorderError(f"{code} 没有边界。")
    if not found:
        raise BorderError("文件里没有边界。")
    return found


def _features(collection: Any) -> list[dict[str, Any]]:
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or not all(isinstance(row, dict) for row in features):
        raise BorderError("这不是 GeoJSON 的 FeatureCollection。")
    return features


def _points(ring: Any) -> Ring:
    return [Point(float(x), float(y)) for x, y, *_ in ring]


def _without_spikes(points: Ring) -> Ring:
    """No point twice in a row, no way there and back: both would end in arcs without a side."""
    kept: Ring = []
    for point in points:
        if len(kept) > 1 and kept[-2] == point:
            kept.pop()
        elif not kept or kept[-1] != point:
            kept.append(point)
    while len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return kept


def _projected(degrees: dict[str, list[Ring]]) -> dict[str, list[Ring]]:
    """Degrees to units, north up; a degree of longitude shrinks with the cosine of the latitude."""
    points = [point for own in degrees.values() for ring in own for point in ring]
    west, east = min(p.x for p in points), max(p.x for p in points)
    south, north = min(p.y for p in points), max(p.y for p in points)
    across = WIDTH / (east - west)
    up = across / math.cos(math.radians((south + north) / 2))
    return {
        code: [[Point((p.x - west) * across, (north - p.y) * up) for p in ring] for ring in own]
        for code, own in degrees.items()
    }


# Thinning ---------------------------------------------------------------------------------------


def _thinned(rings: dict[str, list[Ring]]) -> dict[str, list[list[tuple[int, int]]]]:
    """Whole units; the arc between two areas comes out the same for both."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for own in rings.values():
        for ring in own:
            for here, there in pairwise([*ring, ring[0]]):
                beside[here].add(there)
                beside[there].add(here)
    ends = {point for point, others in beside.items() if len(others) > 2}
    return {
        code: [line for ring in own if len(line := _thin_ring(ring, ends)) > 2]
        for code, own in rings.items()
    }


def _thin_ring(ring: Ring, ends: set[Point]) -> list[tuple[int, int]]:
    line: list[tuple[int, int]] = []
    for arc in _arcs(ring, ends):
        turned = arc[::-1] < arc
        thin = _thin(arc[::-1] if turned else arc)
        for point in thin[::-1] if turned else thin:
            whole = (round(point.x), round(point.y))
            if not line or line[-1] != whole:
                line.append(whole)
    if line and line[0] == line[-1]:
        line.pop()
    return line


def _arcs(ring: Ring, ends: set[Point]) -> Iterator[Ring]:
    """The ring in pieces from end to end; a ring that meets nothing starts at its least point."""
    start = next((n for n, point in enumerate(ring) if point in ends), ring.index(min(ring)))
    turned = [*ring[start:], *ring[: start + 1]]
    arc = [turned[0]]
    for point in turned[1:]:
        arc.append(point)
        if point in ends:
            yield arc
            arc = [point]
    if len(arc) > 1:
        yield arc


def _thin(arc: Ring) -> Ring:
    """Douglas and Peucker's way: keep the point farthest off the straight line, on both sides."""
    keep = {0, len(arc) - 1}
    waiting = [(0, len(arc) - 1)]
    while waiting:
        first, last = waiting.pop()
        between = range(first + 1, last)
        if not between:
            continue
        far = max(between, key=lambda n: _off(arc[n], arc[first], arc[last]))
        if _off(arc[far], arc[first], arc[last]) > TOLERANCE:
            keep.add(far)
            waiting += [(first, far), (far, last)]
    return [arc[n] for n in sorted(keep)]


def _off(point: Point, a: Point, b: Point) -> float:
    """How far a point is from the line between a and b."""
    dx, dy = b.x - a.x, b.y - a.y
    length = dx * dx + dy * dy
    share = ((point.x - a.x) * dx + (point.y - a.y) * dy) / length if length else 0.0
    share = min(1.0, max(0.0, share))
    return math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy)


def _path(ring: list[tuple[int, int]]) -> str:
    """An SVG path in steps from point to point."""
    steps = [f"{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(ring)]
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-")


# Labels -----------------------------------------------------------------------------------------


def _place(rings: list[Ring], frame: Frame | None) -> Place:
    """The widest label of ``LABEL_SHAPE`` in the largest part of an area, clear of the frame."""
    ring = max(rings, key=_area)
    walls = [*ring, *frame.edge()] if frame else ring
    west, east = min(p.x for p in ring), max(p.x for p in ring)
    north, south = min(p.y for p in ring), max(p.y for p in ring)
    best = Place(ring[0], 0)
    tries = _grid(west, north, east, south, _STEPS[0])
    for step, finer in zip(_STEPS, [*_STEPS[1:], 0], strict=True):
        for point in tries:
            if (frame and frame.holds(point)) or not _inside(point, ring):
                continue
            if (room := _room(point, walls)) > best.room:
                best = Place(point, room)
        at = best.at
        tries = _grid(at.x - step, at.y - step, at.x + step, at.y + step, finer) if finer else []
    return best


def _grid(west: float, north: float, east: float, south: float, step: float) -> list[Point]:
    columns, rows = math.ceil((east - west) / step), math.ceil((south - north) / step)
    return [Point(west + x * step, north + y * step) for x in range(columns) for y in range(rows)]


def _room(point: Point, walls: Ring) -> float:
    wide, high = LABEL_SHAPE
    return min(max(abs(p.x - point.x), abs(p.y - point.y) * wide / high) for p in walls) * 2


def _inside(point: Point, ring: Ring) -> bool:
    inside = False
    for a, b in pairwise([*ring, ring[0]]):
        if (a.y > point.y) != (b.y > point.y):
            inside ^= point.x < a.x + (point.y - a.y) * (b.x - a.x) / (b.y - a.y)
    return inside


def _area(ring: Ring) -> float:
    return abs(sum(a.x * b.y - b.x * a.y for a, b in pairwise([*ring, *ring[:1]]))) / 2


def _box(points: Ring, height: int) -> Frame | None:
    """Round some points; None round nothing."""
    if not points:
        return None
    left = max(0, math.floor(min(p.x for p in points)) - INSET_MARGIN)
    top = max(0, math.floor(min(p.y for p in points)) - INSET_MARGIN)
    right = min(WIDTH, math.ceil(max(p.x for p in points)) + INSET_MARGIN)
    bottom = min(height, math.ceil(max(p.y for p in points)) + INSET_MARGIN)
    return Frame(left, top, right - left, bottom - top)
