"""QR codes, drawn here alone: for pages, for phones, for paper."""

from __future__ import annotations

import base64
from io import BytesIO

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

QUIET_ZONE = 4  # modules that readers ask for around the picture
# Trying out all eight masks is most of the work of drawing a code; every one can be read.
MASK = 2
WHITE, BLACK = b"\xff", b"\x00"


def qr_svg(text: str, *, for_outdoors: bool = False, quiet: int = QUIET_ZONE) -> bytes:
    """``for_outdoors``: a quarter of it may be worn off, on a board or a card, and it still reads."""
    buffer = BytesIO()
    _code(text, for_outdoors, quiet).make_image(image_factory=SvgPathImage).save(buffer)
    return buffer.getvalue()


def qr_data_uri(text: str, *, for_outdoors: bool = False) -> str:
    """An SVG for <img src>; a secret in it never becomes an address that can be fetched again."""
    svg = qr_svg(text, for_outdoors=for_outdoors)
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()


def qr_png(
    text: str,
    *,
    dots: int,
    for_outdoors: bool = False,
    quiet: int = QUIET_ZONE,
    mask: int | None = MASK,
) -> bytes:
    """``dots`` of a module, on each side; the same picture as qrcode's own, in less time."""
    rows = _code(text, for_outdoors, quiet, mask).get_matrix()
    pixels = b"".join(BLACK if dark else WHITE for row in rows for dark in row)
    small = Image.frombytes("L", (len(rows), len(rows)), pixels)
    size = len(rows) * dots
    buffer = BytesIO()
    small.resize((size, size), Image.Resampling.NEAREST).convert("1").save(buffer, "PNG")
    return buffer.getvalue()


def _code(text: str, for_outdoors: bool, quiet: int, mask: int | None = None) -> QRCode:
    level = ERROR_CORRECT_Q if for_outdoors else ERROR_CORRECT_M
    code = QRCode(error_correction=level, border=quiet, mask_pattern=mask)
    code.add_data(text)
    code.make(fit=True)
    return code
