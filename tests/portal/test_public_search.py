"""/search/: people, stations and places by name, pinyin and initials."""

import pytest

from tests.factories.casework import make_cast
from tests.factories.public import html_of


@pytest.fixture
def cast(db):
    return make_cast()


@pytest.mark.parametrize("typed", ["望舒", "qinwang", "Qin Wang", "qws", " 秦望舒 "])
def test_a_representative_is_found_by_name_and_pinyin(client, cast, typed):
    cast.representative.pinyin = "qin wang shu qws"
    cast.representative.save()
    assert "给秦望舒留言" in html_of(client, f"/find/?q={typed}")
