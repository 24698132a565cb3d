"""An A2 board is one line in the table of papers."""

import re
from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from portal.boards.printing import PAPERS, board_printer, larger_than_a4, paper_of
from portal.boards.render import board_html, paper_class
from portal.office.forms.boards import PrintForm
from representatives.models import MessageCode
from tests.factories.areas import make_tree
from tests.factories.boards import content_of, make_board_station
from tests.factories.paper import needs_pango, scanned, size_of

STYLE = (settings.BASE_DIR / "static/css/board.css").read_text()


@pytest.fixture
def with_a2(monkeypatch):
    monkeypatch.setitem(PAPERS, "A2", "A2，四米外看得清")


@needs_pango
@pytest.mark.django_db
def test_its_pdf_has_the_size_and_shows_the_same(with_a2):
    board = content_of(make_board_station(make_tree().guoyuanlu, people=6))
    pdf = board_printer("A2").pdf(board_html(board, "A2", date(2026, 11, 22)))
    assert size_of(pdf) == (420, 594)
    assert scanned(pdf) == sorted(code.url for code in board.codes)


@pytest.mark.django_db
def test_it_is_offered_wherever_paper_is_chosen(with_a2, staff, cast):
    code = MessageCode.objects.first()
    offered = {
        name: re.findall(r"paper=(A\d)", staff.get(address).content.decode())
        for name, address in {
            "board": reverse("office:board", args=[cast.station.pk]),
            "sheet": reverse("office:board_sheet", args=[cast.station.pk]) + "?paper=A2",
            "poster": reverse("office:code_sheet", args=[code.pk]) + "?paper=A2",
        }.items()
    }
    assert offered == {
        "board": ["A3", "A3", "A4", "A2"],
        "sheet": ["A2", "A4", "A3", "A2"],
        "poster": ["A2", "A4", "A3", "A2"],
    }
    assert list(PrintForm(user=cast.quxian).fields["paper"].choices) == list(PAPERS.items())
    board = staff.get(reverse("office:board", args=[cast.station.pk])).content.decode()
    assert "<option>A2</option>" in board


def test_an_unknown_paper_is_the_one_in_every_printer():
    assert [paper_of(text) for text in ("A3", "A2", "", None)] == ["A3", "A4", "A4", "A4"]


@pytest.mark.parametrize("paper", ["A0", "A1", "A2", "A3", "A5"])
def test_the_style_sheet_enlarges_every_size_of_the_series(paper):
    [times] = re.findall(rf"\.{paper_class(paper)} {{ --u: ([\d.]+)px; }}", STYLE)
    assert float(times) == round(larger_than_a4(paper), 4)
