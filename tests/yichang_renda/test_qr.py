"""Codes of every kind are those of the library, dot for dot, and are drawn in one module."""

import base64
from io import BytesIO

import pytest
import qrcode
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M, ERROR_CORRECT_Q
from qrcode.image.svg import SvgPathImage

from tests.test_consistency import SOURCES, name_of
from yichang_renda.qr import qr_data_uri, qr_png, qr_svg

LINKS = ["https://renda.example.cn/m/8k3m2p/?from=board", "https://renda.example.cn/t/" + "a1" * 12]
LEVELS = {False: ERROR_CORRECT_M, True: ERROR_CORRECT_Q}


@pytest.mark.parametrize("for_outdoors", LEVELS)
@pytest.mark.parametrize(("quiet", "dots", "mask"), [(4, 6, 2), (3, 8, 3), (2, 16, None)])
@pytest.mark.parametrize("text", LINKS)
def test_a_picture_is_that_of_the_library_and_is_read(text, quiet, dots, mask, for_outdoors):
    png = qr_png(text, dots=dots, for_outdoors=for_outdoors, quiet=quiet, mask=mask)
    ours = Image.open(BytesIO(png))
    theirs = qrcode.make(
        text,
        error_correction=LEVELS[for_outdoors],
        border=quiet,
        box_size=dots,
        mask_pattern=mask,
    )
    assert (ours.mode, ours.size) == ("1", theirs.get_image().size)
    assert ours.tobytes() == theirs.get_image().tobytes()
    assert [code.text for code in zxingcpp.read_barcodes(ours.convert("L"))] == [text]


@pytest.mark.parametrize("for_outdoors", LEVELS)
def test_a_drawing_is_that_of_the_library_and_may_stand_in_the_page(for_outdoors):
    out = BytesIO()
    level = LEVELS[for_outdoors]
    qrcode.make(LINKS[0], error_correction=level, image_factory=SvgPathImage).save(out)
    assert qr_svg(LINKS[0], for_outdoors=for_outdoors) == out.getvalue()
    head, _, data = qr_data_uri(LINKS[0], for_outdoors=for_outdoors).partition(",")
    assert head == "data:image/svg+xml;base64"
    assert base64.b64decode(data) == out.getvalue()


def test_nobody_else_draws_codes():
    assert [name_of(path) for path in SOURCES if "import qrcode" in path.read_text()] == []
    drawing = [name_of(path) for path in SOURCES if "from qrcode" in path.read_text()]
    assert drawing == ["yichang_renda/qr.py"]
