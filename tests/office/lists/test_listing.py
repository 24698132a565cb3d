"""What a list shows: filters, orders, sums, what there is to say when it is empty."""

from datetime import date, datetime

import pytest
from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.models import AuditEntry
from office.lists import listing as engine
from office.lists import paging
from office.lists.columns import as_words, read
from office.lists.filters import _chosen
from office.lists.register import all_lists, listed
from office.views.logs import AuditLog, Reveals
from office.views.sending import Attempts
from tests.clock import frozen
from tests.factories.listings import exported, rows_on
from tests.office.lists.samples import SAMPLES

pytestmark = pytest.mark.django_db
KEYS_FROM_ONE = pytest.mark.django_db(
    reset_sequences=True
)  # the way down to the first key is short


def audit(cast, query="", times=0):
    for n in range(times):
        SAMPLES["audit"].add(cast, n)
    return AuditLog(cast.shiji, QueryDict(query))


def head(listing, key):
    return next(head for head in listing.heads if head.column.key == key)


def test_a_header_leads_to_the_other_direction_and_says_the_present_one(cast):
    now = head(audit(cast), "at")
    assert (now.url, now.sorted, now.arrow) == ("?sort=at", "descending", " ↓")
    other = head(audit(cast, "sort=at"), "at")
    assert (other.url, other.sorted) == ("?sort=-at", "ascending")
    assert head(audit(cast), "target").url == ""


def test_addresses_keep_filters_and_begin_anew(cast):
    listing = audit(cast, "action=export&sort=at&after=7&since=")
    assert listing.url(sort="-at") == "?action=export&sort=-at"
    assert listing.print_url == "?action=export&sort=at&print=1"
    assert listing.clear_url == "?sort=at"
    assert audit(cast, "sort=at").clear_url == ""


@pytest.mark.parametrize("sort", ["password", "target", "at__year", "-"])
def test_an_order_that_is_not_offered_changes_nothing(cast, sort):
    listing = audit(cast, f"sort={sort}", times=2)
    assert (listing.sorting.path, listing.sorting.is_down) == ("pk", True)
    assert len(listing.lines) == 2


def test_all_rows_are_counted_while_the_table_is_small(cast):
    assert audit(cast, times=2).totals == {"count": 2}


def test_a_large_table_counts_no_further_than_999_and_says_nothing_of_a_search(cast, monkeypatch):
    monkeypatch.setattr(engine, "LARGE", 0)
    monkeypatch.setattr(engine, "CAP", 1)
    listing = audit(cast, times=3)
    assert listing.totals == {"count": "1+"}
    assert audit(cast, "action=export").totals == {"count": None}


def test_a_large_table_is_sorted_only_where_an_index_serves_it(cast, monkeypatch):
    place = next(c for c in Reveals.columns if c.key == "area")
    by_place = engine.Column("area", "地方", value=place.value, sort="area__path")
    with_index = engine.Column("at", "时间", sort="-at", index="at")
    monkeypatch.setattr(AuditLog, "columns", (with_index, by_place))
    assert head(audit(cast, "sort=area", times=1), "area").sorted == "ascending"

    monkeypatch.setattr(engine, "LARGE", 0)
    listing = audit(cast, "sort=area")
    assert (head(listing, "area").url, listing.sorting.path) == ("", "pk")
    assert head(audit(cast, "sort=at"), "at").sorted == "ascending"


def test_nothing_at_all_and_nothing_with_these_filters_are_told_apart(cast, client):
    client.force_login(cast.shiji)
    assert Reveals(cast.shiji, QueryDict("")).empty.title == "还没有人看过选民的电话"
    empty = audit(cast, "action=export").empty
    assert (empty.title, empty.url, empty.link) == ("没有找到记录", "?", "全部清除")


def test_an_empty_list_says_so_on_paper(cast, client):
    client.force_login(cast.shiji)
    page = client.get(SAMPLES["reveals"].url(cast) + "?print=1").content.decode()
    assert '<td colspan="5">没有</td>' in page


@frozen("2026-11-19 09:00")
def test_filters_are_put_into_words(cast):
    words = audit(cast, "action=export&since=2026-11-03&until=x").filter.words
    assert words == "事项：导出，从哪天：11 月 3 日（周二）"


@pytest.mark.parametrize(
    ("choices", "value", "words"),
    [
        (((False, "没发出"), (True, "已发出")), "False", "没发出"),
        (((14, "两周"), (30, "一个月")), "30", "一个月"),
        ((("公历", ((2026, "今年"),)), ("x", "其他")), "2026", "今年"),
    ],
)
def test_a_choice_is_named_whatever_its_key_is_and_in_whichever_group(choices, value, words):
    assert _chosen(forms.ChoiceField(choices=choices), value) == words


def test_what_was_sent_or_not_is_put_into_words(cast):
    assert Attempts(cast.shiji, QueryDict("ok=False")).filter.words == "结果：没发出"


def test_no_page_of_another_reader_is_given(client, cast):
    SAMPLES["reveals"].add(cast, 0)
    client.force_login(cast.stranger)
    assert rows_on(client.get(SAMPLES["reveals"].url(cast))) == []


def test_a_path_stops_at_what_is_not_there_and_refuses_a_name_that_does_not_exist():
    entry = AuditEntry(action="export")
    assert read(entry, "area.short_name") is None
    assert read(entry, "get_action_display") == "导出"
    with pytest.raises(AttributeError):
        read(entry, "aera")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, ""),
        (True, "是"),
        (0, "0"),
        (date(2026, 11, 3), "11 月 3 日（周二）"),
        (timezone.make_aware(datetime(2026, 11, 3, 9, 12)), "11 月 3 日 09:12"),
        (["周敏", "秦望舒"], "周敏、秦望舒"),
    ],
)
@frozen("2026-11-19 09:00")
def test_values_are_written_as_people_write_them(value, words):
    assert as_words(value) == words


def test_a_key_belongs_to_one_list():
    with pytest.raises(ValueError, match="twice"):
        listed(type("Second", (AuditLog,), {}))
    assert all_lists()["audit"] is AuditLog


@pytest.mark.parametrize("query", ["after=1", "before=999999999"])
def test_a_page_that_is_gone_is_the_first_one(cast, query):
    """Rows behind an old bookmark may be deleted: the list is not empty for that."""
    gone, first = audit(cast, query, times=2), audit(cast)

    assert [row.pk for row in gone.found] == [row.pk for row in first.found] != []


@pytest.fixture
def stretches(monkeypatch):
    """A large table, of which a search looks at two keys at a time."""
    monkeypatch.setattr(engine, "LARGE", 0)
    monkeypatch.setattr(paging, "WINDOW", 1)
    monkeypatch.setattr(paging, "REACH", 2)


def marked(listing, way):
    """The same list at the address behind a link."""
    return AuditLog(listing.user, QueryDict(listing.around[way].partition("?")[2]))


@KEYS_FROM_ONE
def test_a_search_of_a_large_table_comes_to_its_end_and_meets_every_row(cast, stretches):
    """An empty stretch says so and leads on; it never begins anew."""
    noted(cast)
    oldest = AuditEntry.objects.latest("pk")
    listing = audit(cast, "action=export", times=7)
    met, titles = [], []
    for _ in range(9):
        met += [row.pk for row in listing.found]
        titles += [] if listing.found else [listing.empty.title]
        if not listing.around["further"]:
            break
        listing = marked(listing, "further")

    assert (met, listing.around["further"]) == ([oldest.pk], "")
    assert titles == ["这一段里没有找到"] * 3


@KEYS_FROM_ONE
def test_a_search_that_has_come_to_its_end_leads_back_to_its_beginning(cast, stretches):
    noted(cast)
    oldest = AuditEntry.objects.latest("pk").pk
    empty = audit(cast, f"action=export&after={oldest}").empty
    assert (empty.title, empty.url) == ("再往前没有了", "?action=export")


def test_a_search_that_looked_at_everything_at_once_found_nothing(cast, monkeypatch):
    monkeypatch.setattr(engine, "LARGE", 0)
    assert audit(cast, "action=export").empty.title == "没有找到记录"


def test_a_search_of_a_large_table_is_printed_as_far_as_its_page(cast, stretches, client):
    """Paper would otherwise read the whole table while a person waits."""
    noted(cast)
    listing = audit(cast, "action=settings_change", times=3)
    last = listing.found[-1].pk
    assert listing.print_url == "?action=settings_change&print=1"
    client.force_login(cast.shiji)
    first = client.get(f"/office/log/{listing.print_url}")
    assert [row.pk for row in rows_on(first)] == [row.pk for row in listing.found]
    assert "只印这一页的 2 条，全部请导出表格" in first.content.decode()

    further = marked(listing, "further")
    assert further.print_url == f"?action=settings_change&after={last}&print=1"
    assert audit(cast, further.print_url[1:]).found == further.found != []


def test_a_search_that_one_page_holds_is_printed_whole(cast, monkeypatch):
    monkeypatch.setattr(engine, "LARGE", 0)
    listing = audit(cast, "action=settings_change&print=1", times=3)
    assert (len(listing.found), listing.is_cut) == (3, False)


def noted(cast, **more):
    AuditEntry.record(
        actor=cast.shiji,
        action=AuditEntry.Action.EXPORT,
        target="名册",
        area=cast.tree.city,
        **more,
    )


def under_the_action(monkeypatch, **words):
    what, below = engine.Column("action", "事项"), engine.Column("target", "对象", under="action")
    why = engine.Column("reason", "原因", under="action", **words)
    monkeypatch.setattr(AuditLog, "columns", (what, below, why))


def test_a_page_writes_one_value_under_another_without_a_heading_for_it(cast, monkeypatch):
    under_the_action(monkeypatch, words=lambda entry: f"因为{entry.reason}")
    noted(cast, reason="要用")
    listing = audit(cast)
    (cell,) = listing.lines[0].cells
    assert [head.column.key for head in listing.heads] == ["action"]
    assert (cell.text, cell.note) == ("export", "名册 · 因为要用")


def test_on_paper_and_in_a_workbook_it_is_a_column_of_its_own(client, cast, monkeypatch):
    under_the_action(monkeypatch, words=lambda entry: f"因为{entry.reason}")
    noted(cast, reason="要用")
    listing = audit(cast, "print=1")
    assert [head.column.label for head in listing.heads] == ["事项", "对象", "原因"]
    cells = listing.lines[0].cells
    assert [(cell.text, cell.note) for cell in cells] == [
        ("export", ""),
        ("名册", ""),
        ("要用", ""),
    ]

    client.force_login(cast.shiji)
    _, header, rows = exported(client, "audit")
    assert (header, rows) == (["事项", "对象", "原因"], [["export", "名册", "要用"]])


def test_nothing_is_written_under_a_value_for_what_is_empty(cast, monkeypatch):
    under_the_action(monkeypatch)
    noted(cast)
    assert audit(cast).lines[0].cells[0].note == "名册"
