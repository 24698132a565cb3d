"""QR codes for paper slips, as images that the page itself carries."""

import base64
from io import BytesIO


def qr_data_uri(text: str, *, for_outdoors: bool = False) -> str:
    """An SVG for <img src>; a secret in it never becomes an address that can be fetched again.

    ``for_outdoors``: on a notice board a quarter of it may be worn off and it still reads.
    """
    import qrcode
    from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
    from qrcode.image.svg import SvgPathImage

    level = ERROR_CORRECT_Q if for_outdoors else ERROR_CORRECT_M
    image = qrcode.make(text, image_factory=SvgPathImage, error_correction=level)
    buffer = BytesIO()
    image.save(buffer)
    return "data:image/svg+xml;base64," + base64.b64encode(buffer.getvalue()).decode()
