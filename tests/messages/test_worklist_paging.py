import pytest

from messages import paging
from messages.models import Message
from messages.paging import due_page, key_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(cast):
    return [cast.submit() for _ in range(5)]


def keys(page):
    return [row.pk for row in page.rows]


def test_newest_first_there_and_back(matters):
    first, second, third, fourth, fifth = (matter.pk for matter in matters)
    page = key_page(Message.objects.all(), size=2)
    assert (keys(page), page.before) == ([fifth, fourth], "")
    page = key_page(Message.objects.all(), size=2, after=page.after)
    assert keys(page) == [third, second]
    last = key_page(Message.objects.all(), size=2, after=page.after)
    assert (keys(last), last.after) == ([first], "")
    back = key_page(Message.objects.all(), size=2, before=last.before)
    assert keys(back) == [third, second]
    assert keys(key_page(Message.objects.all(), size=2, before=back.before)) == [fifth, fourth]


@pytest.mark.parametrize("one_stretch", [True, False])
def test_old_rows_beyond_the_window_are_found(matters, monkeypatch, one_stretch):
    monkeypatch.setattr(paging, "WINDOW", 2)
    old = Message.objects.filter(pk__in=[matters[0].pk, matters[1].pk])
    page = key_page(old, size=5, is_one_stretch=one_stretch)
    assert keys(page) == [matters[1].pk, matters[0].pk]


def test_search_says_where_it_stopped_and_goes_on_from_there(matters, monkeypatch):
    monkeypatch.setattr(paging, "WINDOW", 1)
    monkeypatch.setattr(paging, "REACH", 2)
    rows = Message.objects.filter(pk=matters[1].pk)
    page = key_page(rows, is_filtered=True)
    assert keys(page) == []
    assert page.looked_back_to == matters[4].pk + 1 - 2
    assert keys(key_page(rows, is_filtered=True, after=str(page.looked_back_to))) == [matters[1].pk]


def test_oldest_due_date_first_there_and_back(matters):
    first, second, third, fourth, fifth = matters
    Message.objects.filter(pk=fifth.pk).update(due_date="2020-01-01")
    page = due_page(Message.objects.all(), size=2)
    assert keys(page) == [fifth.pk, first.pk]
    page = due_page(Message.objects.all(), size=2, after=page.after)
    assert keys(page) == [second.pk, third.pk]
    assert keys(due_page(Message.objects.all(), size=2, after=page.after)) == [fourth.pk]
    assert keys(due_page(Message.objects.all(), size=2, before=page.before)) == [
        fifth.pk,
        first.pk,
    ]


@pytest.mark.parametrize("mark", ["x", "-1", "2026-13-40.7", "٣", "9" * 40, "2026-01-01."])
def test_nonsense_marks_show_a_page(matters, mark):
    assert len(key_page(Message.objects.all(), after=mark).rows) in (0, 5)
    assert len(due_page(Message.objects.all(), after=mark).rows) in (0, 5)
