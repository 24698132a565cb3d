"""What a printer needs for boards, posters and name cards beside their common style sheet."""

from __future__ import annotations

from jobs.paper.printer import ORDINARY, Printer

#: What boards and posters may be printed on, the usual one first, in words for who chooses. Any
#: size of ISO 216 may be added: all else follows from its name.
PAPERS = {
    "A3": "A3，两米外看得清",
    "A4": "A4",
}

#: What each page repeats; posters and name cards bring their own margins.
RULES = """
body { margin: 0; }
@page { margin: %(top)spx 0 %(bottom)spx;
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


def paper_of(text: str | None) -> str:
    """One of PAPERS as an address names it; A4 for anything else."""
    return text if text in PAPERS else ORDINARY


def larger_than_a4(paper: str) -> float:
    """Each size of the series has twice the area of the next one: A3 is A4 enlarged by √2."""
    times: float = 2 ** ((4 - int(paper.removeprefix("A"))) / 2)
    return times


def board_printer(paper: str) -> Printer:
    """``paper`` is one of PAPERS."""
    larger = larger_than_a4(paper)
    measures = {name: round(size * larger, 2) for name, size in MEASURES.items()}
    return Printer(paper, sheet="css/board.css", rules=RULES % measures)
