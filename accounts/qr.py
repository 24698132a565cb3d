"""QR codes for paper slips, as images that the page itself carries."""

import base64
from io import BytesIO

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage


def qr_data_uri(text: str) -> str:
    """An SVG for <img src>; a secret in it never becomes an address that can be fetched again."""
    image = qrcode.make(text, image_factory=SvgPathImage, error_correction=ERROR_CORRECT_M)
    buffer = BytesIO()
    image.save(buffer)
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode()
