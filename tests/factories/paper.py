"""Reading a PDF as a phone or a person would."""

from __future__ import annotations

import pypdfium2
import pytest
from pyzbar.pyzbar import ZBarSymbol, decode

from jobs.paper.printer import printing_problem

needs_pango = pytest.mark.skipif(bool(printing_problem()), reason="libpango is not installed")


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


def size_of(pdf):
    """Width and height of the first page in mm."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(round(side / 72 * 25.4) for side in document[0].get_size())
    finally:
        document.close()


def fonts_of(pdf):
    """The names of the fonts on the first page, without the mark of a subset."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        words = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        return {word.get_font().get_base_name().split("+")[-1] for word in words}
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
