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

from portal.boards.font import font_path

PAPERS = {"A4": 1.0, "A3": 1.4142}  # how much larger than A4
NO_PANGO = (
    "这台服务器还没有装排版组件（libpango），暂时不能生成 PDF。"
    "请系统管理员按部署说明安装；网站的其他部分不受影响。"
)
LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")

#: What a printer needs beside the common style sheet: the font, the sheet, what each page repeats.
RULES = """
@font-face { font-family: "Portal Sans"; src: url("%(font)s"); }
html { font-family: "Portal Sans"; }
body { margin: 0; }
@page { size: %(paper)s; margin: %(top)spx 0 %(bottom)spx; font-family: "Portal Sans";
  @top-left { content: string(name) " 公示栏（续）"; font-size: %(large)spx; color: #A8161C;
    padding-left: %(side)spx; width: 100%%; vertical-align: middle; }
  @bottom-left { content: string(foot); font-size: %(small)spx; color: #57606A; width: 80%%;
    padding-left: %(side)spx; vertical-align: middle; }
  @bottom-right { content: "第 " counter(page) " 页，共 " counter(pages) " 页"; width: 20%%;
    font-size: %(small)spx; color: #57606A; padding-right: %(side)spx; vertical-align: middle; } }
@page :first { margin-top: 0; @top-left { content: none; } }
@page plain { margin: 0; @top-left { content: none; } @bottom-left { content: none; }
  @bottom-right { content: none; } }
.board { string-set: name attr(data-name), foot attr(data-foot); width: auto; }
.board-foot { display: none; }
.poster, .namecards { page: plain; }
"""
MEASURES = {"top": 52, "bottom": 34, "side": 34, "large": 20, "small": 11}

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

    One at a time in a process: what is underneath does not promise to bear several threads.
    """

    def __init__(self, paper: str) -> None:
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        from portal.boards.fetching import PaperFetcher

        larger = PAPERS[paper]
        measures = {name: round(size * larger, 2) for name, size in MEASURES.items()}
        rules = RULES % {**measures, "paper": paper, "font": font_path().as_uri()}
        sheet = Path(str(finders.find("css/board.css"))).read_text()
        self.fetcher = PaperFetcher()
        with _lock:
            self.fonts = FontConfiguration()
            self.styles = [
                CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)
                for text in (sheet, rules)
            ]

    def pdf(self, html: str) -> bytes:
        from weasyprint import HTML

        document = HTML(string=html, url_fetcher=self.fetcher)
        with _lock:
            data: bytes = document.write_pdf(stylesheets=self.styles, font_config=self.fonts)
        return data
