"""PDFs of any app: our font and nothing from outside, on pages that say which they are."""

import pytest
from django.core.exceptions import SuspiciousFileOperation

from jobs.paper.fetching import PaperFetcher
from jobs.paper.font import missing_letters
from jobs.paper.printer import Printer
from jobs.paper.proof import read_codes
from tests.factories.paper import fonts_of, needs_pango, pictures_of, size_of, text_of

pytestmark = needs_pango
ROWS = "".join(f"<tr><td>{n}</td><td>果园路社区代表联络站</td></tr>" for n in range(60))
TABLE = f"<table><thead><tr><th>编号</th><th>站点</th></tr></thead><tbody>{ROWS}</tbody></table>"


def page(body):
    return f"<html><body>{body}</body></html>"


def test_a_report_numbers_its_pages_and_repeats_the_head_of_its_table():
    pages = text_of(Printer().pdf(page(f"<h1>督查情况</h1>{TABLE}")))

    assert [f"第 {n} 页，共 3 页" in text for n, text in enumerate(pages, start=1)] == [True] * 3
    assert ["编号" in text for text in pages] == [True] * 3
    assert ["公示栏" in text for text in pages] == [False] * 3


def test_headings_and_numbers_are_in_our_own_font():
    assert fonts_of(Printer().pdf(page("<h1>督查</h1><p><b>好</b></p>"))) == {"Portal-Sans"}


@pytest.mark.parametrize(
    ("paper", "size"),
    [("A4", (210, 297)), ("A3", (297, 420)), ("A4 landscape", (297, 210))],
)
def test_a_sheet_has_the_size_that_was_asked_for(paper, size):
    assert size_of(Printer(paper).pdf(page("好"))) == size


def test_rules_of_ones_own_stand_instead_of_those_of_a_report():
    pdf = Printer("A4", rules="@page { @top-left { content: '回执'; } }").pdf(page("好"))
    [text] = text_of(pdf)

    assert "回执" in text
    assert "页" not in text


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:6379/",
        "https://example.com/x.png",
        "ftp://x/",
        "//x",
    ],
)
def test_no_address_is_fetched(address):
    with pytest.raises(ValueError, match="refused"):
        PaperFetcher().fetch(address)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..%2F..%2Fetc%2Fpasswd"])
def test_no_portrait_lies_outside_the_storage(name):
    with pytest.raises(SuspiciousFileOperation):
        PaperFetcher().fetch(f"portrait:{name}")


def test_rare_letters_of_names_are_printed():
    """Each is drawn, and not as the box that stands for a letter the font does not have."""
    rare = "䶮㛃𬭊𬘓"
    drawn = {letter: ink_of(letter) for letter in [*rare, "\U00012345"]}

    assert missing_letters(rare) == ""
    assert len(set(drawn.values())) == len(rare) + 1
    assert min(min(picture) for picture in drawn.values()) == 0


def ink_of(letter):
    """The top left of a page with one letter on it."""
    printer = Printer("A4", rules="@page { margin: 0; } body { margin: 0; }")
    [picture] = pictures_of(printer.pdf(page(f"<h1>{letter}</h1>")))
    return picture.crop((0, 0, 120, 160)).tobytes()


def test_a_letter_that_the_font_lacks_is_noticed():
    assert missing_letters("秦望舒 \U00012345") == "\U00012345"


def test_nothing_outside_is_fetched_for_a_page():
    pdf = Printer("A4").pdf('<html><body><img src="http://127.0.0.1:1/x"><p>好</p></body></html>')

    assert read_codes(pdf) == (1, set())
