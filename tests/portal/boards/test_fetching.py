"""What people typed, or a lost file, makes the printer fetch nothing and stop for nothing."""

from datetime import date

import pytest

from jobs.paper.fetching import PaperFetcher
from portal.boards.printing import board_printer
from portal.boards.render import board_html
from representatives.models import Representative
from stations.models import Station
from tests.factories.areas import make_tree
from tests.factories.boards import content_of, make_board_station
from tests.factories.paper import needs_pango, scanned, text_of

pytestmark = [pytest.mark.django_db, needs_pango]
DAY = date(2026, 11, 22)


def printed(station):
    return board_printer("A4").pdf(board_html(content_of(station), "A4", DAY))


@pytest.fixture
def station():
    return make_board_station(make_tree().guoyuanlu)


def test_markup_in_a_name_is_printed_as_it_was_typed(station, monkeypatch):
    asked = []
    fetch = PaperFetcher.fetch

    def listening(self, url, headers=None):
        asked.append(url[:40])
        return fetch(self, url, headers)

    monkeypatch.setattr(PaperFetcher, "fetch", listening)
    Station.objects.update(
        name='<img src="file:///etc/passwd">',
        host='"><link rel=attachment href=file:///etc/passwd>',
    )
    page = "".join(text_of(printed(station)))

    assert "<img src=" in page
    assert not [url for url in asked if not url.startswith(("data:", "file:///")) or "etc" in url]


def test_a_portrait_whose_file_is_lost_leaves_a_board_without_it(station):
    Representative.objects.update(photo="representatives/lost.jpg", publish_photo=True)
    pdf = printed(station)

    assert scanned(pdf) == sorted(code.url for code in content_of(station).codes)
