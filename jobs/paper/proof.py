"""Reading the codes back from the finished pages, before anybody gets them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterable

import pypdfium2
import zxingcpp

#: Points become pixels: 150 dots per inch first; what can't be read so is looked at closely.
SCALES = (150 / 72, 300 / 72)
PIXELS_AT_ONCE = 20_000_000

QR_CODES = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_lock = threading.Lock()  # PDFium is not made for several threads


class ProofError(Exception):
    """What the pages show is not what they should; ``words`` says it to the person."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def prove(pdf: bytes, expected: Iterable[str], what: str) -> int:
    """Read every code of ``pdf``; they must be exactly the expected addresses. Returns pages."""
    wanted = set(expected)
    found: set[str] = set()
    for scale in SCALES:
        pages, seen = read_codes(pdf, scale)
        found |= seen  # a code that is read at either distance is a code that can be read
        if found == wanted:
            return pages
    raise ProofError(_complaint(what, wanted, found))


def read_codes(pdf: bytes, scale: float = SCALES[0]) -> tuple[int, set[str]]:
    """(number of pages, what the codes on them say), from the pages as pictures."""
    found: set[str] = set()
    with _lock, contextlib.closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = len(document)
        for number in range(pages):
            found |= _read_page(document, number, scale)
    return pages, found


def _read_page(document: pypdfium2.PdfDocument, number: int, scale: float) -> set[str]:
    """The page and its picture are given back before the next one."""
    with contextlib.closing(document[number]) as page:
        bitmap = page.render(scale=_bounded(page, scale), grayscale=True)
        with contextlib.closing(bitmap):
            codes = zxingcpp.read_barcodes(
                bitmap.to_pil(),
                formats=QR_CODES,
                try_rotate=False,
                try_invert=False,
            )
        return {code.text for code in codes}


def _bounded(page: pypdfium2.PdfPage, scale: float) -> float:
    width, height = page.get_size()
    most: float = (PIXELS_AT_ONCE / (width * height)) ** 0.5
    return min(scale, most)


def _complaint(what: str, wanted: set[str], found: set[str]) -> str:
    missing, foreign = len(wanted - found), len(found - wanted)
    faults = []
    if missing:
        faults.append(f"有 {missing} 个二维码读不出来（{_slugs(wanted - found)}）")
    if foreign:
        faults.append(f"多出 {foreign} 个不该有的二维码")
    return f"「{what}」印出来的二维码不对：{'，'.join(faults)}。全部没有放行，请告诉系统管理员。"


def _slugs(urls: set[str]) -> str:
    shown = sorted(url.rstrip("/").rpartition("/")[2] for url in urls)
    return "、".join(shown[:3]) + ("等" if len(shown) > 3 else "")
