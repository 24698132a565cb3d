"""What every list of the house promises, whatever it shows."""

import re
from urllib.parse import urljoin

import pytest
from django.http import QueryDict

from messages.desk.worklists import HEAD
from messages.models import Message
from office.lists import Listing, paging
from office.lists.register import all_lists
from tests.factories.listings import export, exported, rows_on
from tests.factories.queries import count_queries
from tests.office.lists.samples import SAMPLES

pytestmark = pytest.mark.django_db
KEYS = sorted(all_lists())
ROLES = ("daibiao", "lianluo", "bumen", "jiedao", "quxian", "shiji", "stranger")
PHONE = re.compile(r"1[3-9]\d{5,}(?![\d*])")  # also the beginning of one, unless it is masked
# In the title of a row, and where the text that a list reads is cut off.
WORDS = f"{'请打 13812345678，':。<{HEAD - 7}}13987654321"


@pytest.fixture
def three(client, cast):
    """Three rows on the page of a list: a function of its key. Matters name phones in their words."""

    def fill(key):
        sample = SAMPLES[key]
        for n in range(3):
            sample.add(cast, n)
        Message.objects.update(body=WORDS)
        client.force_login(getattr(cast, sample.user))
        return sample.url(cast)

    return fill


def orders(key):
    """Every way to sort a list: a column's key, alone and with a minus."""
    sortable = [column.key for column in all_lists()[key].columns if column.sort]
    return ["", *sortable, *(f"-{name}" for name in sortable)]


def with_sort(url, order):
    return f"{url}{'&' if '?' in url else '?'}sort={order}"


def test_every_list_has_a_sample():
    assert sorted(SAMPLES) == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_the_same_queries_for_one_row_and_three(client, cast, key):
    sample = SAMPLES[key]
    client.force_login(getattr(cast, sample.user))
    counts = []
    for n in range(3):
        sample.add(cast, n)
        counts.append(count_queries(client, sample.url(cast)))

    assert len(rows_on(client.get(sample.url(cast)))) == 3 + sample.others
    assert counts[0] == counts[2]


@pytest.mark.parametrize("key", KEYS)
def test_pages_of_one_row_lead_through_the_list_and_back_in_every_order(
    client, three, monkeypatch, key
):
    url = three(key)
    for order in orders(key):
        whole = [row.pk for row in rows_on(client.get(with_sort(url, order)))]
        with monkeypatch.context() as patch:
            patch.setattr(paging, "SIZE", 1)
            there, page = walk(client, url, with_sort(url, order), "after")
            back, _ = walk(client, url, page, "before")
        assert (there, back[::-1]) == (whole, whole), order


def walk(client, url, page, way):
    """Keys met from one page to the last in a direction, and the address of that last page."""
    met = []
    while True:
        response = client.get(page)
        met += [row.pk for row in rows_on(response)]
        link = response.context["listing"].around[way]
        if not link:
            return met, page
        page = urljoin(url, link)


@pytest.mark.parametrize("key", KEYS)
def test_a_list_is_sorted_both_ways(client, three, key):
    url = three(key)
    for column in filter(lambda column: column.sort, all_lists()[key].columns):
        up = rows_on(client.get(with_sort(url, column.key)))
        down = client.get(with_sort(url, f"-{column.key}"))
        known = [row.pk for row in up if getattr(row, "sorted_by", 0) is not None]
        assert [row.pk for row in rows_on(down) if row.pk in known] == known[::-1]
        ways = {head.column.key: head.sorted for head in down.context["listing"].heads}
        assert ways[column.key] == "descending"


@pytest.mark.parametrize("key", KEYS)
def test_a_workbook_holds_all_rows_and_no_phone(client, cast, three, key):
    three(key)
    lead, header, rows = exported(client, key, owner=SAMPLES[key].owner_pk(cast))

    assert lead.startswith(f"{all_lists()[key].title}，截至 ")
    assert len(rows) == 3 + SAMPLES[key].others
    assert len(header) == len([c for c in all_lists()[key].columns if c.is_exported])
    assert PHONE.findall(str(rows)) == []
    assert [cell for row in rows for cell in row if str(cell).startswith("[")] == []


@pytest.mark.parametrize("key", KEYS)
def test_what_stands_under_a_value_stands_under_one_that_the_page_shows(key):
    columns = all_lists()[key].columns
    tops = {column.key for column in columns if column.is_shown and not column.under}
    drawn = {column.key for column in columns if column.template}
    assert {column.under for column in columns if column.under} <= tops - drawn


@pytest.mark.parametrize("key", KEYS)
def test_a_list_is_printed_without_its_links(client, three, key):
    url = three(key)
    page = client.get(f"{url}{'&' if '?' in url else '?'}print=1")

    assert len(rows_on(page)) == 3 + SAMPLES[key].others
    table = page.content.decode().partition("<table")[2].partition("</table>")[0]
    assert ("<a " in table, "<form" in table) == (False, False)


@pytest.mark.parametrize("key", KEYS)
def test_whoever_sees_the_page_may_export_it_and_nobody_else(client, cast, key):
    sample = SAMPLES[key]
    sample.add(cast, 0)
    seen = []
    for role in ROLES:
        client.force_login(getattr(cast, role))
        page = client.get(sample.url(cast))
        shows = page.status_code == 200 and "listing" in (page.context or {})
        answer = export(client, key, owner=sample.owner_pk(cast))
        seen.append((role, shows, answer.status_code == 200))

    assert [role for role, shows, exports in seen if shows != exports] == []


@pytest.mark.parametrize("key", KEYS)
def test_an_index_that_is_named_exists_and_holds_the_key(cast, key):
    sample = SAMPLES[key]
    owner = sample.owner(cast) if sample.owner else None
    listing = all_lists()[key](cast.shiji, QueryDict(""), owner)
    meta = listing.rows().model._meta
    indexes = {index.name: [name.lstrip("-") for name in index.fields] for index in meta.indexes}
    for constraint in meta.constraints:
        indexes[constraint.name] = list(getattr(constraint, "fields", ()))
    for field in meta.fields:
        if field.unique or field.db_index:
            indexes[field.name] = [field.name]
    named = [column for column in listing.columns if column.index]

    assert [c.key for c in named if c.sort.lstrip("-") not in indexes.get(c.index, [])] == []


@pytest.mark.parametrize("key", [key for key in KEYS if set(all_lists()[key].kept) - {"kind"}])
def test_what_else_narrows_a_list_is_said_with_it(key):
    """On paper, in a workbook and in the log a month would pass for everything."""
    assert all_lists()[key].page_words is not Listing.page_words
