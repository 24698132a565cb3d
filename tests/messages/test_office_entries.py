"""入口和扫码: figures by entry and by code within the own areas; codes marked one or all at once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from messages.codes import figures as code_figures
from messages.models import Channel, Entry, EntryTally
from representatives.models import MessageCode
from tests.factories.casework import make_officer, make_representative, make_station
from tests.factories.listings import exported
from tests.factories.queries import SESSION, STAFF_FRAME, count_queries

pytestmark = pytest.mark.django_db
ENTRIES, CODES = "/office/entries/", "/office/entries/codes/"


def tally(code, station, *, day=None, channel="", **counts):
    pk = Channel.objects.get(slug=channel).pk if channel else 0
    entry = Entry(day or timezone.localdate(), station.pk, code.pk, pk)
    EntryTally.objects.all().add({entry: counts})


def lines_of(user, label):
    (span,) = [span for span in code_figures.by_channel(user).spans if span.label == label]
    return {line.name: line.figures for line in span.lines}, span.total


def text(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


# figures ------------------------------------------------------------------------------------------


def test_figures_by_entry_are_of_this_month_and_this_year(cast):
    today = timezone.localdate()
    tally(cast.code, cast.station, channel="gzh", scans=5, received=2, answered=1)
    tally(cast.code, cast.station, scans=3)
    tally(cast.code, cast.station, day=today.replace(month=1, day=1), channel="gzh", scans=10)
    tally(cast.code, cast.station, day=today - timedelta(days=400), scans=100)
    month, _ = lines_of(cast.quxian, "本月")
    year, total = lines_of(cast.quxian, "今年")
    in_january = 10 if today.month == 1 else 0
    assert month["宜昌人大公众号"] == code_figures.Figures(5 + in_january, 2, 1)
    assert year["宜昌人大公众号"] == code_figures.Figures(15, 2, 1)
    assert (year["没有标记"].scans, total.scans) == (3, 18)


def test_figures_are_of_the_own_areas(cast):
    tally(cast.code, cast.station, scans=5)
    assert [
        lines_of(user, "今年")[1].scans for user in (cast.quxian, cast.shiji, cast.stranger)
    ] == [
        5,
        5,
        0,
    ]


def test_a_retired_entry_is_shown_while_it_has_figures(cast):
    Channel.objects.filter(slug__in=["event", "board"]).update(is_active=False)
    tally(cast.code, cast.station, channel="event", scans=1)
    lines, _ = lines_of(cast.quxian, "今年")
    assert ("活动" in lines, "展板" in lines) == (True, False)


def test_the_page_says_when_it_was_counted_and_lists_the_stations(staff, cast):
    tally(cast.code, cast.station, scans=7, received=2, answered=1)
    page = text(staff, ENTRIES)
    assert "截至" in page
    assert cast.station.name in page
    assert make_station(cast.tree.fengshan, code="S9").name not in text(staff, ENTRIES)


@pytest.mark.parametrize("path", [ENTRIES, CODES])
def test_the_same_queries_for_one_station_and_for_three(staff, cast, path):
    def grow():
        number = MessageCode.objects.count()
        station = make_station(cast.tree.yunji, code=f"S1{number}", name=f"第 {number} 站")
        person = make_representative(f"代表{number}", station)
        for owner in (
            {"representative": person},
            {"station": station},
            {"officer": make_officer(f"周{number}", station)},
        ):
            tally(MessageCode.objects.create(**owner), station, scans=1)

    grow()
    one = count_queries(staff, path)
    grow()
    grow()
    expected = {ENTRIES: 12, CODES: 7}[path]
    assert count_queries(staff, path) == one == SESSION + STAFF_FRAME + expected


def test_an_empty_office_is_told_so(client, cast):
    client.force_login(cast.stranger)
    assert "这里还没有站点" in text(client, ENTRIES)
    assert "还没有在用的码" in text(client, CODES)


# codes to look after ------------------------------------------------------------------------------


def mount(code, days, scanned=None):
    today = timezone.localdate()
    code.printed_at = timezone.now()
    code.mounted_on = today - timedelta(days=days)
    code.last_scanned_on = None if scanned is None else today - timedelta(days=scanned)
    code.save()


@pytest.mark.parametrize(
    ("mounted", "scanned", "is_silent"),
    [(61, None, True), (60, None, False), (90, 61, True), (90, 60, False), (90, 0, False)],
)
def test_a_code_is_silent_when_it_hung_and_was_not_scanned_for_sixty_days(
    staff, cast, mounted, scanned, is_silent
):
    mount(cast.code, mounted, scanned)
    assert (cast.code.slug in text(staff, CODES + "?days=60")) == is_silent


def test_the_days_are_chosen(staff, cast):
    mount(cast.code, 10)
    assert cast.code.slug not in text(staff, CODES + "?days=60")
    page = text(staff, CODES + "?days=9")
    assert cast.code.slug in page
    assert "贴了多少天以上没人扫：9" in page


@pytest.mark.parametrize("days", ["0", "-1", "abc", "99999", "٣x"])
def test_other_days_are_left_out_and_kept_beside_the_field(staff, cast, days):
    page = staff.get(CODES, {"days": days}).content.decode()
    assert cast.code.slug in page
    assert f'value="{days}"' in page


def test_a_revoked_code_is_not_looked_for(staff, cast):
    mount(cast.code, 90)
    cast.code.revoke("丢失")
    assert cast.code.slug not in text(staff, CODES)


def test_codes_never_printed_and_never_hung_up_are_listed(staff, cast):
    other = MessageCode.objects.create(station=cast.station, printed_at=timezone.now())
    unprinted, unmounted = (text(staff, f"{CODES}?show={s}") for s in ("unprinted", "unmounted"))
    assert (cast.code.slug in unprinted, other.slug in unprinted) == (True, False)
    assert (cast.code.slug in unmounted, other.slug in unmounted) == (False, True)


def test_the_table_of_codes_holds_what_the_page_shows(staff, cast):
    mount(cast.code, 90, 3)
    tally(cast.code, cast.station, scans=7, received=2, answered=1)
    MessageCode.objects.create(station=make_station(cast.tree.fengshan, code="S9"))
    _, header, (row,) = exported(staff, "codes")

    assert row[:4] == ["秦望舒", cast.code.slug, "代表", cast.station.name]
    assert dict(zip(header, row, strict=True))["张贴位置"] is None
    assert row[-3:] == [7, 2, 1]


# marking ------------------------------------------------------------------------------------------


def mark(client, cast, what, *codes, **data):
    url = reverse(f"office:codes_{what}", args=[cast.station.pk])
    return client.post(url, {"codes": [code.pk for code in codes]} | data)


def test_codes_are_marked_as_printed(staff, cast):
    assert mark(staff, cast, "printed", cast.code).status_code == 302
    cast.code.refresh_from_db()
    assert timezone.localdate(cast.code.printed_at) == timezone.localdate()
    assert AuditEntry.objects.filter(target__contains="1 个二维码登记为已印制").count() == 1


def test_all_codes_of_a_station_are_hung_up_at_once(staff, cast):
    others = [
        MessageCode.objects.create(station=cast.station),
        MessageCode.objects.create(officer=cast.officer),
    ]
    away = MessageCode.objects.create(station=make_station(cast.tree.yunji, code="S8"))
    day = timezone.localdate() - timedelta(days=2)
    mark(staff, cast, "mounted", all_codes="on", mounted_on=day.isoformat(), mounted_at="门口")
    rows = MessageCode.objects.filter(mounted_on=day, mounted_at="门口", printed_at__isnull=False)
    assert sorted(rows.values_list("pk", flat=True)) == [cast.code.pk, *(c.pk for c in others)]
    away.refresh_from_db()
    assert away.mounted_on is None


def test_hanging_up_keeps_the_day_of_printing(staff, cast):
    printed = timezone.now() - timedelta(days=9)
    MessageCode.objects.update(printed_at=printed)
    mark(staff, cast, "mounted", cast.code, mounted_on=timezone.localdate().isoformat())
    cast.code.refresh_from_db()
    assert cast.code.printed_at == printed


def test_a_code_is_taken_down(staff, cast):
    mount(cast.code, 90)
    mark(staff, cast, "taken_down", cast.code)
    cast.code.refresh_from_db()
    assert (cast.code.mounted_on, cast.code.mounted_at) == (None, "")


@pytest.mark.parametrize("day", ["", "2099-01-01", "1999-01-01", "昨天", "2026-02-30"])
def test_a_wrong_day_is_refused_and_everything_typed_is_kept(staff, cast, day):
    response = mark(staff, cast, "mounted", cast.code, mounted_on=day, mounted_at="门口")
    page = response.content.decode()
    assert response.status_code == 422
    assert "错误：" in page
    assert 'value="门口"' in page
    assert f'value="{cast.code.pk}" id="code-{cast.code.pk}" checked' in page
    cast.code.refresh_from_db()
    assert cast.code.mounted_on is None


def test_nothing_ticked_and_codes_of_others_are_refused(staff, cast):
    away = MessageCode.objects.create(station=make_station(cast.tree.yunji, code="S8"))
    for codes, words in (((), "请先勾选"), ((away,), "不属于这个站点")):
        response = mark(staff, cast, "printed", *codes)
        assert response.status_code == 422
        assert words in response.content.decode()
    away.refresh_from_db()
    assert away.printed_at is None


def test_only_managers_mark(client, cast):
    for user in (cast.jiedao, cast.stranger, cast.lianluo):
        client.force_login(user)
        assert mark(client, cast, "printed", cast.code).status_code == 404
    client.force_login(cast.jiedao)
    assert "登记为已印制" not in text(client, f"/office/stations/{cast.station.pk}/codes/")


def test_a_station_without_codes_says_where_to_get_one(staff, cast):
    bare = make_station(cast.tree.yunji, code="S8")
    assert "还没有在用的码" in text(staff, f"/office/stations/{bare.pk}/codes/")
