"""Pictures that are obviously drawn: a street at night, the front of a station, a person."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]

NIGHTS: tuple[Colour, ...] = ((62, 80, 95), (92, 76, 60), (70, 96, 74), (96, 70, 84))
WALLS: tuple[Colour, ...] = ((226, 214, 190), (208, 220, 226), (222, 206, 200), (214, 222, 204))
COATS: tuple[Colour, ...] = ((52, 66, 92), (96, 58, 62), (58, 84, 70), (88, 80, 62), (70, 66, 92))


def streets() -> list[bytes]:
    return [_street(colour) for colour in NIGHTS]


def _street(colour: Colour) -> bytes:
    image = Image.new("RGB", (960, 640), colour)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 430, 960, 640), fill=_darker(colour))
    draw.rectangle((460, 150, 476, 520), fill=(40, 42, 46))
    draw.ellipse((428, 100, 508, 180), fill=(245, 214, 120))
    return _jpeg(image)


def front(turn: int) -> bytes:
    """A house with a door, windows and a red board above them."""
    wall = WALLS[turn % len(WALLS)]
    image = Image.new("RGB", (1200, 800), (176, 204, 222))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 640, 1200, 800), fill=(150, 152, 148))
    draw.rectangle((180, 220, 1020, 660), fill=wall)
    draw.polygon(((150, 220), (1050, 220), (980, 140), (220, 140)), fill=_darker(wall))
    draw.rectangle((330, 250, 870, 320), fill=(168, 40, 36))
    for left in (250, 390, 730, 870):
        draw.rectangle(
            (left, 370, left + 90, 490), fill=(96, 124, 142), outline=(250, 250, 250), width=6
        )
    draw.rectangle((530, 370, 670, 660), fill=(110, 78, 56))
    draw.ellipse((640, 520, 656, 536), fill=(230, 200, 110))
    return _jpeg(image)


def portrait(turn: int) -> bytes:
    """Head and shoulders without a face, in the size of an identity photo."""
    image = Image.new("RGB", (390, 567), (232, 238, 244))
    draw = ImageDraw.Draw(image)
    draw.ellipse((35, 370, 355, 760), fill=COATS[turn % len(COATS)])
    draw.rectangle((165, 300, 225, 400), fill=(222, 188, 160))
    draw.ellipse((115, 120, 275, 340), fill=(232, 200, 172))
    draw.pieslice((105, 100, 285, 330), 180, 360, fill=(44, 40, 38))
    return _jpeg(image)


def _darker(colour: Colour) -> Colour:
    red, green, blue = (value // 2 for value in colour)
    return red, green, blue


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
