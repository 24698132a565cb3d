"""Scans: counted without a write in the request, folded once whatever happens, both stores."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs

from messages.codes import scan_store, scans
from messages.codes.scan_store import RedisHash, SpoolFile
from messages.models import Channel, Entry, EntryTally, FoldedBatch
from representatives.models import MessageCode
from stations.models import Board

REDIS = configured.REDIS_URL
STORES = ["spool", "redis"] if REDIS else ["spool"]  # the suite runs with and without Redis


@pytest.fixture(params=STORES)
def store(request, settings, tmp_path, monkeypatch):
    """Where the pages of a test put their scans, and what folds them at once."""
    monkeypatch.setattr(RedisHash, "_away_until", 0.0)
    if request.param == "redis":
        yield RedisHash(REDIS)
        return
    settings.REDIS_URL, settings.VAR_DIR = "", tmp_path
    yield SpoolFile(tmp_path, settle=0)


def page(cast, **query):
    return reverse("messages:voter", args=[cast.code.slug]) + "".join(
        f"?{name}={value}" for name, value in query.items()
    )


def counted():
    rows = EntryTally.objects.order_by("day", "code", "channel")
    return [(row.code.slug, row.channel and row.channel.slug, row.scans) for row in rows]


def entry(cast, day=None, channel=0):
    return Entry(day or timezone.localdate(), cast.station.pk, cast.code.pk, channel)


# --- what is a scan -----------------------------------------------------------------------------


def test_a_scan_is_counted_for_its_code_and_entry(client, cast, store):
    client.get(page(cast))
    client.get(page(cast, **{"from": "gzh"}))
    client.get(page(cast, **{"from": "gzh"}))
    assert EntryTally.objects.count() == 0
    assert scans.fold(store) == 1
    # The link is remembered for the first one's next visit, not for the one before.
    assert sorted(counted(), key=str) == sorted(
        [(cast.code.slug, None, 1), (cast.code.slug, "gzh", 2)], key=str
    )


def test_the_page_writes_nothing_into_the_database(client, cast, store):
    client.get(page(cast))
    with CaptureQueriesContext(connection) as queries:
        client.get(page(cast))
    assert [q["sql"] for q in queries if not q["sql"].startswith("SELECT")] == []


def test_looking_at_the_head_fetching_ahead_and_programs_are_no_scans(client, cast, store):
    client.head(page(cast))
    client.get(page(cast), HTTP_SEC_PURPOSE="prefetch;prerender")
    client.get(page(cast), HTTP_PURPOSE="prefetch")
    client.get(page(cast), HTTP_USER_AGENT="Mozilla/5.0 (compatible; Baiduspider/2.0)")
    client.post(page(cast), {"body": ""})
    assert scans.fold(store) == 0


def test_staff_who_try_a_code_do_not_wake_it(client, cast, store):
    client.force_login(cast.jiedao)
    client.get(page(cast))
    assert scans.fold(store) == 0


def test_a_revoked_or_unknown_code_is_not_scanned(client, cast, store):
    cast.code.revoke("丢失")
    client.get(page(cast))
    client.get(reverse("messages:voter", args=["NOSUCHCODE"]))
    assert scans.fold(store) == 0


def test_a_scan_moves_the_last_day_of_the_code_and_its_board(client, cast, store):
    board = Board.objects.create(station=cast.station)
    client.get(page(cast))
    scans.fold(store)
    cast.code.refresh_from_db()
    board.refresh_from_db()
    today = timezone.localdate()
    assert (cast.code.last_scanned_on, board.last_scanned_on) == (today, today)


def test_a_late_batch_does_not_move_the_last_day_back(cast, store):
    today = timezone.localdate()
    MessageCode.objects.update(last_scanned_on=today)
    store.append(entry(cast, today - timedelta(days=3)))
    scans.fold(store)
    assert MessageCode.objects.get().last_scanned_on == today


# --- exactly once -------------------------------------------------------------------------------


def test_folding_again_adds_to_what_is_there(cast, store):
    for _ in range(2):
        store.append(entry(cast))
        store.append(entry(cast))
        scans.fold(store)
    assert counted() == [(cast.code.slug, None, 4)]
    assert scans.fold(store) == 0


def test_killed_before_the_batch_was_dropped_it_is_not_added_twice(cast, store, monkeypatch):
    store.append(entry(cast))

    def killed(batch):
        raise SystemExit

    with monkeypatch.context() as dying:
        dying.setattr(store, "drop", killed)
        with pytest.raises(SystemExit):
            scans.fold(store)
    assert counted() == [(cast.code.slug, None, 1)]
    assert scans.fold(store) == 0
    assert counted() == [(cast.code.slug, None, 1)]
    assert store.batches() == []


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_nothing_is_written_and_the_batch_is_still_there(
    transactional_db,
    store,
    monkeypatch,
    cast,
):
    store.append(entry(cast))
    with monkeypatch.context() as dying:
        dying.setattr(scans, "_of_known", lambda found: (_ for _ in ()).throw(SystemExit))
        with pytest.raises(SystemExit):
            scans.fold(store)
    assert (counted(), FoldedBatch.objects.count()) == ([], 0)
    assert scans.fold(store) == 1
    assert counted() == [(cast.code.slug, None, 1)]


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_busy_pages_lose_and_double_nothing(transactional_db, store, cast):
    threads, each = 4, 30
    barrier = Barrier(threads)

    def work(number):
        try:
            barrier.wait()
            for _ in range(each):
                if number < 2:
                    store.append(entry(cast))
                else:
                    scans.fold(patient(store))
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, range(threads)))
    scans.fold(store)
    assert counted() == [(cast.code.slug, None, 2 * each)]
    assert store.batches() == []


def patient(store):
    """Pages have time to close the file that they opened before it was renamed."""
    return SpoolFile(store.folder.parent, 0.2) if isinstance(store, SpoolFile) else store


# --- trouble ------------------------------------------------------------------------------------


def test_the_page_is_shown_when_scans_cannot_be_stored(client, cast, settings, tmp_path):
    settings.REDIS_URL, settings.VAR_DIR = "", tmp_path
    (tmp_path / "scans").write_text("a file where the folder should be")
    with capture_logs() as logs:
        assert client.get(page(cast)).status_code == 200
    assert [line["event"] for line in logs] == ["scan_not_counted"]


def test_the_page_is_shown_while_redis_is_away(client, cast, settings, monkeypatch):
    """And the next one does not wait for it again."""
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(RedisHash, "_away_until", 0.0)
    with capture_logs() as logs:
        assert [client.get(page(cast)).status_code for _ in range(2)] == [200, 200]
        assert scans.fold() == 0
    events = [line["event"] for line in logs if line["event"].startswith("scan")]
    assert events == ["scan_not_counted", "scans_not_folded"]


def test_half_a_line_and_nonsense_are_left_out(cast, tmp_path):
    store = SpoolFile(tmp_path, settle=0)
    store.append(entry(cast))
    with store.path.open("ab") as spool:
        spool.write(b"\n2026-11-22 1 1 \xff\xfe\n2026-11-22 1 1\nx y z 0 .\n2026-99-99 1 1 0 .\n")
    store.append(entry(cast))
    scans.fold(store)
    assert counted() == [(cast.code.slug, None, 2)]


def test_scans_of_what_is_no_more_are_left_out(cast, store):
    today = timezone.localdate()
    store.append(Entry(today, cast.station.pk, 10**9, 0))
    store.append(Entry(today, cast.station.pk, cast.code.pk, 10**9))
    store.append(entry(cast))
    scans.fold(store)
    assert counted() == [(cast.code.slug, None, 1)]


def test_a_batch_renamed_a_moment_ago_waits_for_who_may_still_write_into_it(cast, tmp_path):
    store = SpoolFile(tmp_path)
    store.append(entry(cast))
    assert scans.fold(store) == 0
    assert scans.fold(SpoolFile(tmp_path, settle=0)) == 1


def test_names_of_batches_are_forgotten_after_a_week(cast, store):
    FoldedBatch.objects.create(name="old")
    FoldedBatch.objects.update(folded_at=timezone.now() - timedelta(days=8))
    scans.fold(store)
    assert FoldedBatch.objects.count() == 0


def test_without_redis_the_spool_is_under_var(settings, tmp_path):
    settings.REDIS_URL, settings.VAR_DIR = "", tmp_path
    assert scan_store.store().path == Path(tmp_path) / "scans" / "spool"


def test_queries_of_folding_do_not_depend_on_the_codes(cast, store):
    def queries(codes):
        for code in codes:
            store.append(Entry(date(2026, 11, 2), cast.station.pk, code.pk, 0))
        with CaptureQueriesContext(connection) as found:
            scans.fold(store)
        return len(found)

    codes = [MessageCode.objects.create(station=cast.station) for _ in range(6)]
    assert queries(codes[:1]) == queries(codes[1:])


def test_a_channel_is_kept_apart_from_the_untagged(cast, store):
    gzh = Channel.objects.get(slug="gzh")
    for channel in (0, gzh.pk, gzh.pk):
        store.append(entry(cast, channel=channel))
    scans.fold(store)
    assert sorted(n for _, _, n in counted()) == [1, 2]
