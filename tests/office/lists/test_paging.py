"""Pages by key: the order, what is unknown, marks that are none, windows of a large table."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db.models import DecimalField, ExpressionWrapper, F, FloatField, IntegerField
from django.utils import timezone

from accounts.models import AuditEntry, User
from office.lists import paging
from office.lists.paging import Order, in_chunks, read_page
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
TOO_MUCH = ("1e200000", "-1e200000", "1e-200000", "0e200000", "1000", "5.123", "9" * 300)
DAY = timezone.make_aware(timezone.datetime(2026, 11, 3, 9, 12))


@pytest.fixture(autouse=True)
def _pages_of_two(monkeypatch):
    monkeypatch.setattr(paging, "SIZE", 2)


@pytest.fixture
def entries():
    return [
        AuditEntry.record(actor=None, action=AuditEntry.Action.EXPORT, target=f"n{n}")
        for n in range(5)
    ]


def targets(page):
    return [entry.target for entry in page.rows]


def by(path, rows=None):
    return Order(AuditEntry.objects.all() if rows is None else rows, path)


def test_newest_first_there_and_back(entries):
    first = read_page(by("-pk"))
    second = read_page(by("-pk"), after=first.after)
    last = read_page(by("-pk"), after=second.after)
    assert [targets(page) for page in (first, second, last)] == [["n4", "n3"], ["n2", "n1"], ["n0"]]
    assert (first.before, last.after) == ("", "")

    back = read_page(by("-pk"), before=last.before)
    assert targets(back) == ["n2", "n1"]
    assert targets(read_page(by("-pk"), before=back.before)) == ["n4", "n3"]


def test_the_same_key_is_told_apart_by_the_primary_key(entries):
    page = read_page(by("action"))
    assert targets(read_page(by("action"), after=page.after)) == ["n2", "n3"]
    down = read_page(by("-action"))
    assert targets(read_page(by("-action"), after=down.after)) == ["n2", "n1"]


@pytest.mark.parametrize(("path", "names"), [("last", "abcxy"), ("-last", "cbayx")])
def test_what_is_unknown_comes_last_whichever_way(path, names):
    for n, name in enumerate("xyabc"):
        make_user(name, last_login=DAY + timedelta(days=n) if name in "abc" else None)
    order = Order(User.objects.annotate(last=F("last_login")), path)
    there, page = "", read_page(order)
    while page.after:
        there += "".join(user.username for user in page.rows)
        page = read_page(order, after=page.after)
    there += "".join(user.username for user in page.rows)
    assert there == names

    back = ""
    while page.before:
        back = "".join(user.username for user in page.rows) + back
        page = read_page(order, before=page.before)
    assert "".join(user.username for user in page.rows) + back == names


def test_a_known_column_is_sorted_so_that_an_index_serves_it():
    rows = Order(AuditEntry.objects.all(), "-at")
    assert "NULLS" not in str(rows.sort(rows.rows).query)


def test_a_column_that_is_known_in_these_rows_is_sorted_by_its_index_too():
    rows = User.objects.filter(last_login__isnull=False)
    order = Order(rows, "last_login", is_known=True)
    assert "NULLS" not in str(order.sort(order.rows).query)
    assert "isnull" not in str(order.beyond((DAY, 7)))


@pytest.mark.parametrize("path", ["-pk", "at", "-target", "area__path"])
@pytest.mark.parametrize(
    "mark",
    [
        *(
            "x",
            "-1",
            "0",
            "٣",
            "9" * 40,
            "7.",
            "7.x",
            "7.2026-13-40",
            "7.2026-01-01",
            "7.\0",
            "." * 900,
        ),
        *("7.9999-12-31T23:59:59-23:59", "7.0001-01-01T00:00:00+23:59"),
    ],
)
def test_a_mark_that_makes_no_sense_shows_a_page(entries, path, mark):
    assert len(read_page(by(path), after=mark).rows) in (0, 2)
    assert len(read_page(by(path), before=mark).rows) in (0, 1, 2)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *((DecimalField(max_digits=5, decimal_places=2), text) for text in TOO_MUCH),
        *((DecimalField(), text) for text in ("1e200000", "1e-200000", "0." + "3" * 60, "NaN")),
        *((IntegerField(), text) for text in ("9" * 19, "-" + "9" * 30, "9" * 300)),
        *((FloatField(), text) for text in ("nan", "inf", "-1e999")),
    ],
)
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_mark_that_no_column_holds_shows_the_first_page(entries, field, text, sign):
    """The database would fail over it."""
    rows = AuditEntry.objects.annotate(amount=ExpressionWrapper(F("pk"), field))
    order = by(f"{sign}amount", rows)
    assert order.read(f"5.{text}") is None
    first = [entry.pk for entry in read_page(order).rows]
    assert [entry.pk for entry in read_page(order, after=f"5.{text}").rows] == first


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (DecimalField(max_digits=5, decimal_places=2), Decimal("999.99")),
        (DecimalField(max_digits=5, decimal_places=2), Decimal("-0.05")),
        (DecimalField(), Decimal("1234567890.1234567890123456")),
        (IntegerField(), 2**40),
        (FloatField(), 1e300),
    ],
)
def test_whatever_a_column_holds_is_read_back(entries, field, value):
    order = by("amount", AuditEntry.objects.annotate(amount=ExpressionWrapper(F("pk"), field)))
    assert order.read(order.mark(_row(value))) == (value, 7)
    read_page(order, after=order.mark(_row(value)))


def test_a_mark_is_read_back_as_it_was(entries):
    AuditEntry.objects.create(action=AuditEntry.Action.EXPORT, at=DAY)
    order = by("at")
    row = order.rows.get(at=DAY)
    assert order.mark(row) == f"{row.pk}.2026-11-03T01:12:00+00:00"
    assert order.read(order.mark(row)) == (DAY, row.pk)


@pytest.mark.parametrize("path", ["pk", "-pk"])
def test_rows_beyond_the_window_are_found(entries, monkeypatch, path):
    monkeypatch.setattr(paging, "WINDOW", 2)
    ends = AuditEntry.objects.filter(target__in=["n0", "n4"])
    page = read_page(by(path, ends), is_windowed=True)
    assert targets(page) == (["n0", "n4"] if path == "pk" else ["n4", "n0"])


def test_a_search_says_where_it_stopped_and_goes_on_from_there(entries, monkeypatch):
    monkeypatch.setattr(paging, "WINDOW", 1)
    monkeypatch.setattr(paging, "REACH", 2)
    rows = AuditEntry.objects.filter(target="n1")
    page = read_page(by("-pk", rows), is_windowed=True, is_searched=True)
    assert (page.rows, page.further) == ([], str(entries[4].pk + 1 - 2))
    further = read_page(by("-pk", rows), after=page.further, is_windowed=True, is_searched=True)
    assert targets(further) == ["n1"]


@pytest.mark.parametrize("most", [None, 3, 4, 9])
def test_chunks_hold_every_row_once(entries, most):
    chunks = [targets_of(chunk) for chunk in in_chunks(by("-pk"), 2, most)]
    assert [name for chunk in chunks for name in chunk] == ["n4", "n3", "n2", "n1", "n0"][:most]
    assert max(len(chunk) for chunk in chunks) == 2


def targets_of(chunk):
    return [entry.target for entry in chunk]


def test_dates_are_marks_too():
    assert date(2026, 11, 3).isoformat() in Order(
        AuditEntry.objects.annotate(day=F("at__date")), "day"
    ).mark(_row(date(2026, 11, 3)))


def _row(value):
    row = AuditEntry(pk=7)
    row.sorted_by = value
    return row
