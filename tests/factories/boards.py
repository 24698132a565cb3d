"""Stations with many people, for what is printed; and reading a PDF as a phone would."""

from __future__ import annotations

import pypdfium2
import pytest
from pyzbar.pyzbar import ZBarSymbol, decode

from portal.boards.content import gather
from portal.boards.printer import printing_problem
from representatives.models import MessageCode
from tests.factories.casework import make_officer, make_representative, make_station

needs_pango = pytest.mark.skipif(bool(printing_problem()), reason="libpango is not installed")
NAMES = ("贺知远", "尤嘉木", "古丽努尔·阿卜杜热西提", "䶮㛃𬭊𬘓", "欧阳思远")
POSTS = ("示例社区党委书记、居委会主任", "示例公交公司驾驶员", "")


def make_board_station(area, *, people=2, code="B1", **fields):
    """With a code of its own, ``people`` representatives with codes, the last an officer."""
    station = make_station(area, code=code, **fields)
    MessageCode.objects.create(station=station)
    for n in range(people):
        if n and n == people - 1:
            officer = make_officer(f"周{code}", station)
            MessageCode.objects.create(officer=officer)
            continue
        person = make_representative(NAMES[n % len(NAMES)], station, post=POSTS[n % len(POSTS)])
        MessageCode.objects.create(representative=person)
    return station


def content_of(station):
    return gather([type(station).objects.select_related("area").get(pk=station.pk)])[0]


def pictures_of(pdf, dots=150):
    """The pages as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dots / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def text_of(pdf):
    """The words of each page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def scanned(pdf):
    """What zbar, another reader than the portal's own, reads: from afar and from close by."""
    return sorted(widths_of(pdf))


def widths_of(pdf):
    """{what a code says: its width in cm}, as zbar reads them."""
    return {
        symbol.data.decode(): symbol.rect.width / dots * 2.54
        for dots in (150, 300)
        for picture in pictures_of(pdf, dots)
        for symbol in decode(picture, symbols=[ZBarSymbol.QRCODE])
    }
