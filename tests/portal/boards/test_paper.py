"""The printed pages: every code is read by another reader, every letter is there."""

from datetime import date

import pytest

from jobs.paper.proof import ProofError, prove
from portal.boards.owners import for_cards, owner_of, owners_on
from portal.boards.printing import board_printer
from portal.boards.render import board_html, cards_html, poster_html
from representatives.models import MessageCode
from tests.factories.areas import make_tree
from tests.factories.boards import content_of, make_board_station
from tests.factories.paper import fonts_of, needs_pango, scanned, size_of, text_of, widths_of

pytestmark = [pytest.mark.django_db, needs_pango]
DAY = date(2026, 11, 22)
MM = {"A4": (210, 297), "A3": (297, 420)}


def board_of(people, **fields):
    return content_of(make_board_station(make_tree().guoyuanlu, people=people, **fields))


def printed(board, paper="A4"):
    return board_printer(paper).pdf(board_html(board, paper, DAY))


@pytest.mark.parametrize(
    ("people", "pages", "paper"),
    [
        (0, 1, "A4"),
        (1, 1, "A4"),
        (4, 1, "A3"),
        (6, 1, "A4"),
        (12, 1, "A3"),
        (12, 1, "A4"),
        (60, 4, "A4"),
    ],
)
def test_every_code_is_read_from_the_pages(people, pages, paper):
    board = board_of(people)
    pdf = printed(board, paper)

    assert scanned(pdf) == sorted(code.url for code in board.codes)
    assert len(board.codes) == people + 1
    assert prove(pdf, [code.url for code in board.codes], board.name) == pages


def test_the_widest_address_stays_on_one_line_after_its_host():
    station = make_board_station(make_tree().guoyuanlu, people=2)
    for number, code in enumerate(MessageCode.objects.order_by("pk")):
        MessageCode.objects.filter(pk=code.pk).update(slug=f"WWWWWWW{number}")
    board = content_of(station)
    [text] = text_of(printed(board))
    assert [code.path for code in board.codes if code.path not in text] == []


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_the_sheet_has_its_size(paper):
    assert size_of(printed(board_of(2), paper)) == MM[paper]


@pytest.mark.parametrize("people", [1, 4, 6, 12])
def test_codes_are_three_centimetres_wide(people):
    widths = widths_of(printed(board_of(people)))

    assert len(widths) == people + 1
    assert min(widths.values()) >= 2.97  # a dot is 0.17 mm


def test_the_board_says_who_where_when_and_how():
    board = board_of(2, address="果园路 12 号", opening_hours="周一至周五 9:00–17:00")
    [text] = text_of(printed(board))
    words = (
        "果园路社区代表联络站",
        "果园路 12 号",
        "周一至周五 9:00–17:00",
        "贺知远",
        "西陵区人大代表",
        "示例社区党委书记",
        "留言怎么办理",
        "5–30 个工作日",
        "留言须知",
        "西陵区第6届",
        "2026 年 11 月 22 日印制",
        "演示数据",
        f"/m/{board.code.slug}",
    )

    assert [word for word in words if word not in text] == []


def test_each_further_page_says_whose_board_it_is():
    pages = text_of(printed(board_of(60)))

    assert ["果园路社区代表联络站 公示栏（续）" in page for page in pages] == [
        False,
        True,
        True,
        True,
    ]
    assert "第 4 页，共 4 页" in pages[3]


def test_only_our_own_font_is_used():
    assert fonts_of(printed(board_of(3))) == {"Portal-Sans"}


def test_a_poster_carries_the_code_of_one_person():
    station = make_board_station(make_tree().guoyuanlu, people=2)
    for code in MessageCode.objects.select_related("representative__station", "officer", "station"):
        owner = owner_of(code)
        pdf = board_printer("A3").pdf(poster_html(owner, "A3", DAY))
        [text] = text_of(pdf)
        assert scanned(pdf) == [owner.code.url]
        assert owner.name in text
        assert station.name in text


def test_name_cards_are_ten_to_a_sheet():
    board = board_of(12)
    cards = for_cards(owners_on(board))
    pdf = board_printer("A4").pdf(cards_html(cards, "名片"))

    assert len(text_of(pdf)) == 2
    assert scanned(pdf) == sorted(code.url.partition("?")[0] for code in board.codes)


def test_a_wrong_a_missing_and_a_foreign_code_are_refused():
    board = board_of(2)
    pdf, urls = printed(board), [code.url for code in board.codes]

    for expected in (urls[:2], [*urls, "http://elsewhere.example/"], [*urls[:2], urls[2] + "x"]):
        with pytest.raises(ProofError, match=board.name):
            prove(pdf, expected, board.name)
