"""Turning pages into PDFs that carry their own font.

WeasyPrint is loaded with the first PDF: it needs libpango, and without it everything but
printing works.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import logging
import threading
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders

from jobs.paper.font import font_path

NO_PANGO = (
    "这台服务器还没有装排版组件（libpango），暂时不能生成 PDF。"
    "请系统管理员按部署说明安装；网站的其他部分不受影响。"
)
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")

ORDINARY = "A4"  # what lies in every printer
#: What every page has: its size and our font.
BASE = """
@font-face { font-family: "Portal Sans"; src: url("%(font)s"); }
html { font-family: "Portal Sans"; }
@page { size: %(paper)s; font-family: "Portal Sans"; }
"""
#: An ordinary report: margins, page numbers, tables with lines. The font has one weight.
PLAIN = """
@page { margin: 20mm 18mm 22mm;
  @bottom-right { content: "第 " counter(page) " 页，共 " counter(pages) " 页"; font-size: 9pt;
    color: #57606A; } }
body { margin: 0; font-size: 10.5pt; line-height: 1.6; color: #1F2328; }
h1, h2, h3, h4, th, b, strong { font-weight: 400; }
h1, h2, h3, h4 { line-height: 1.3; break-after: avoid; }
h1 { font-size: 20pt; margin: 0 0 6mm; }
h2 { font-size: 14pt; margin: 6mm 0 3mm; }
h3, h4 { font-size: 12pt; margin: 4mm 0 2mm; }
p { margin: 0 0 2mm; }
table { width: 100%; margin: 0 0 3mm; border-collapse: collapse; }
th, td { border: .5pt solid #B9B4AA; padding: 1mm 2mm; text-align: left; vertical-align: top; }
th { background: #F4F1EA; }
tr { break-inside: avoid; }
"""

_lock = threading.Lock()
# It tells every step, and every property of the screen that paper doesn't know.
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("weasyprint.progress").setLevel(logging.ERROR)


def printing_problem() -> str:
    """Why nothing can be printed here, in words for the person; "" when it can."""
    return "" if _pango_is_here() else NO_PANGO


@cache
def _pango_is_here() -> bool:
    return all(_loads(name) for name in LIBRARIES)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:  # other systems call their files otherwise
        return ctypes.util.find_library(name.partition(".so")[0].removeprefix("lib")) is not None
    return True


class Printer:
    """Makes PDFs of one paper size; keeps the font and the style sheets between documents.

    ``paper`` is a page size of CSS: "A4", "A3", "A4 landscape". ``sheet`` names a static style
    sheet; ``rules`` are CSS that stand after it, instead of those of an ordinary report.

    One at a time in a process: what is underneath does not promise to bear several threads.
    """

    def __init__(self, paper: str = ORDINARY, *, sheet: str = "", rules: str = PLAIN) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        from jobs.paper.fetching import PaperFetcher

        base = BASE % {"paper": paper, "font": font_path().as_uri()}
        texts = [_static_text(sheet)] if sheet else []
        self.fetcher = PaperFetcher()
        with _lock:
            self.fonts = FontConfiguration()
            self.styles = [
                CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)
                for text in (*texts, base + rules)
            ]

    def pdf(self, html: str) -> bytes:
        from weasyprint import HTML

        document = HTML(string=html, url_fetcher=self.fetcher)
        with _lock:
            data: bytes = document.write_pdf(stylesheets=self.styles, font_config=self.fonts)
        return data


def _static_text(name: str) -> str:
    return Path(str(finders.find(name))).read_text()
