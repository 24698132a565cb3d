"""`draw_outlines`: borders become a small drawing without gaps; the one we ship fits our areas."""

import json
import re
from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from areas.loading import AREAS_FILE, ZONES_FILE, read_plan
from areas.outlines import OUTLINES_FILE, Box, read_drawing

NOTES = ["--source=手绘", "--licence=无", "--cut-off=2026-01-01"]
# Two areas side by side, as wide as they are high; the border between them has a point too many.
WEST = [[0, 0], [1, 0], [1.001, 0.5], [1, 1], [0, 1], [0, 0]]
EAST = [[1, 1], [1.001, 0.5], [1, 0], [2, 0], [2, 1], [1, 1]]
DOT = [[0.1, 0.1], [0.15, 0.1], [0.15, 0.15], [0.1, 0.15], [0.1, 0.1]]


def feature(code, *rings):
    shape = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    return {"type": "Feature", "id": code, "geometry": shape}


@pytest.fixture
def draw(tmp_path):
    def run(*features):
        borders, drawing = tmp_path / "borders.geojson", tmp_path / "drawing.json"
        borders.write_text(json.dumps({"features": features}), encoding="utf-8")
        call_command("draw_outlines", str(borders), f"--to={drawing}", *NOTES)
        return json.loads(drawing.read_text(encoding="utf-8"))

    return run


def corners(path):
    """Rings of an outline, each a list of corners."""
    rings = []
    for ring in re.findall(r"M([^z]+)z", path):
        start, steps = ring.split("l")
        x, y = map(int, re.findall(r"-?\d+", start))
        line = [(x, y)]
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            line.append((line[-1][0] + dx, line[-1][1] + dy))
        rings.append(line)
    return rings


def borders(path):
    """The lines of an outline, whichever way they were drawn, as often as they were."""
    rings = corners(path)
    return [
        frozenset(pair) for ring in rings for pair in zip(ring, [*ring[1:], ring[0]], strict=True)
    ]


def test_areas_on_both_sides_keep_the_same_border(draw):
    areas = draw(feature("A", WEST), feature("B", EAST))["areas"]
    assert corners(areas["A"]["outline"]) == [[(1000, 1000), (1000, 0), (0, 0), (0, 1000)]]
    both = set(borders(areas["A"]["outline"])) & set(borders(areas["B"]["outline"]))
    assert both == {frozenset({(1000, 0), (1000, 1000)})}


def test_the_drawing_is_as_wide_as_the_latitude_makes_it(draw):
    ring = [[0, 59.5], [1, 59.5], [1, 60.5], [0, 60.5], [0, 59.5]]
    assert draw(feature("A", ring))["size"] == [2000, 4000]  # cos 60° is one half


def test_a_small_area_goes_into_the_inset_and_names_stay_clear_of_it(draw):
    drawing = draw(feature("A", WEST), feature("B", EAST), feature("C", DOT))
    assert {code: area["inset"] for code, area in drawing["areas"].items()} == {
        "A": False,
        "B": False,
        "C": True,
    }
    frame = Box(*drawing["inset"])
    area = drawing["areas"]["A"]
    x, y = area["label"]
    assert frame == Box(80, 830, 90, 91)
    half_width, half_height = area["room"] / 2, area["room"] / 2 * 4 / 5
    assert x - half_width >= frame.left + frame.width or y + half_height <= frame.top


def test_where_it_comes_from_is_written_into_the_drawing(draw):
    drawing = draw(feature("A", WEST))
    assert [drawing[key] for key in ("source", "licence", "cut_off")] == [
        "手绘",
        "无",
        "2026-01-01",
    ]
    assert drawing["inset"] is None


@pytest.mark.parametrize(
    ("features", "problem"),
    [
        ([], "没有边界"),
        ([feature("", WEST)], "要有 id"),
        ([{"id": "A", "geometry": {"type": "Point", "coordinates": [1, 2]}}], "Polygon"),
        ([{"id": "A", "geometry": None}], "Polygon"),
        ([feature("A", [[0, 0], [0, 0]])], "没有边界"),
        (["A"], "FeatureCollection"),
        ([feature("A", ["x", "y", "z"])], "坐标"),
        ([feature("A", [[1], [2], [3]])], "坐标"),
        ([feature("A", 7)], "坐标"),
        ([feature("A", [[0, 0], [0, 1], [0, 2], [0, 0]])], "没有边界"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_nothing_is_written(draw, tmp_path, features, problem):
    with pytest.raises(CommandError, match=problem):
        draw(*features)
    assert not (tmp_path / "drawing.json").exists()


def test_our_drawing_is_small_and_has_every_county_with_an_official_code():
    counties = {
        code
        for code, area in read_plan(AREAS_FILE, ZONES_FILE).items()
        if area.level == "county" and not area.is_function_zone
    }
    assert set(read_drawing().outlines) == counties
    assert OUTLINES_FILE.stat().st_size <= 40_000


def test_our_counties_meet_without_a_gap():
    """Lines that one county alone draws: the city's border and three spots beyond it, no slit."""
    drawn = Counter(line for one in read_drawing().outlines.values() for line in borders(one.path))
    edges = [set(line) for line, times in drawn.items() if times % 2]
    pieces = []
    for edge in edges:
        touching = [piece for piece in pieces if piece & edge]
        pieces = [piece for piece in pieces if not piece & edge]
        pieces.append(edge.union(*touching))
    assert sorted(map(len, pieces)) == [7, 7, 7, 803]
