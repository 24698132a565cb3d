"""The pages of boards: lists with their reasons, one board, printing and hanging recorded."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from jobs.models import Job
from portal.boards.prints import refresh_all
from portal.office.views import boards as board_views
from stations.models import Board
from tests.factories.boards import content_of, make_board_station
from tests.factories.casework import make_representative
from tests.factories.listings import rows_on
from tests.factories.paper import needs_pango, scanned

pytestmark = pytest.mark.django_db
LIST = reverse("office:boards")


def url(name, station):
    return reverse(f"office:{name}", args=[station.pk])


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def printed(staff, station):
    page = staff.get(url("board", station))
    shown = {"shown": page.context["current"], "paper": "A3"}
    return staff.post(url("board_printed", station), shown, follow=True)


def test_a_board_that_was_never_printed_is_listed_as_such(staff, cast):
    refresh_all()

    assert cast.station.name in text(staff, LIST + "?pile=never")
    assert "没有要重印的公示栏" in text(staff, LIST)


def test_before_the_first_look_the_list_says_so(staff, cast):
    page = text(staff, LIST)

    assert "还没有核对过" in page
    assert "还没有公示栏" in page


def test_a_change_of_people_lists_the_board_with_its_reason(staff, cast):
    printed(staff, cast.station)
    make_representative("付新来", cast.station)
    refresh_all()

    assert "人员或二维码变了" in text(staff, LIST + "?pile=outdated&why=people")
    assert cast.station.name not in text(staff, LIST + "?pile=outdated&why=rules")
    assert "印过以后：人员或二维码变了" in text(staff, url("board", cast.station))


def test_lists_end_at_the_own_areas(staff, cast):
    away = make_board_station(cast.tree.fengshan)
    refresh_all()

    assert away.name not in text(staff, LIST + "?pile=all")
    assert rows_on(staff.get(LIST + f"?pile=all&area={cast.tree.yuanan.code}")) == []
    assert staff.get(url("board", away)).status_code == 404


def test_a_list_can_be_narrowed_to_a_township(staff, cast):
    other = make_board_station(cast.tree.jiajie)
    refresh_all()
    page = text(staff, LIST + f"?pile=all&area={cast.tree.xiba.code}")

    assert (other.name in page, cast.station.name in page) == (True, False)


@needs_pango
def test_the_sheet_shows_the_same_codes_as_the_pdf(staff, cast):
    sheet = text(staff, url("board_sheet", cast.station) + "?paper=A3")
    response = staff.get(url("board_pdf", cast.station) + "?paper=A3")
    board = content_of(cast.station)

    assert all(code.picture in sheet for code in board.codes)
    assert response["Content-Type"] == "application/pdf"
    assert scanned(response.content) == sorted(code.url for code in board.codes)


def test_recording_a_print_needs_what_was_shown(staff, cast):
    page = staff.post(url("board_printed", cast.station), {"shown": "old"}, follow=True)

    assert "内容又变了" in page.content.decode()
    assert not Board.objects.printed().exists()


def test_a_print_and_its_hanging_are_recorded_and_logged(staff, cast):
    printed(staff, cast.station)
    today = timezone.localdate()
    data = {"mounted_on": today.isoformat(), "mounted_at": "一楼大厅"}
    assert staff.post(url("board_mounted", cast.station), data).status_code == 302
    board = Board.objects.get()
    cast.code.refresh_from_db()

    assert (board.paper, board.mounted_on, board.mounted_at) == ("A3", today, "一楼大厅")
    assert (cast.code.mounted_on, cast.code.mounted_at) == (today, "一楼大厅")
    assert AuditEntry.objects.filter(target__startswith="公示栏已").count() == 2


def test_a_day_to_come_is_refused_and_kept(staff, cast):
    printed(staff, cast.station)
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    response = staff.post(url("board_mounted", cast.station), {"mounted_on": tomorrow})

    assert response.status_code == 422
    assert f'value="{tomorrow}"' in response.content.decode()


def test_what_was_not_printed_cannot_hang(staff, cast):
    data = {"mounted_on": timezone.localdate().isoformat()}
    page = staff.post(url("board_mounted", cast.station), data, follow=True)

    assert "还没有印过" in page.content.decode()
    assert not Board.objects.exclude(mounted_on=None).exists()


def test_all_printed_boards_of_a_township_hang_at_one_stroke(staff, cast):
    other, elsewhere = (
        make_board_station(cast.tree.xiaolinyuan, code="B1"),
        make_board_station(cast.tree.jiajie, code="B2"),
    )
    never = make_board_station(cast.tree.xiaolinyuan, code="B3", name="没印的站")
    refresh_all()
    for station in (cast.station, other, elsewhere):
        printed(staff, station)
    data = {"area": cast.tree.yunji.code, "mounted_on": timezone.localdate().isoformat()}
    page = staff.post(reverse("office:mount_boards"), data, follow=True)

    assert "已登记 2 块" in page.content.decode()
    hung = set(Board.objects.exclude(mounted_on=None).values_list("station", flat=True))
    assert hung == {cast.station.pk, other.pk}
    assert never.board.mounted_on is None


def test_boards_that_nobody_scans_are_listed_after_some_days(staff, cast):
    printed(staff, cast.station)
    long_ago = timezone.localdate() - timedelta(days=61)
    Board.objects.update(mounted_on=long_ago)

    assert cast.station.name in text(staff, LIST + "?pile=silent")
    assert cast.station.name not in text(staff, LIST + "?pile=silent&days=90")
    Board.objects.update(last_scanned_on=timezone.localdate())
    assert "没有长期没人扫的公示栏" in text(staff, LIST + "?pile=silent")


def test_a_batch_is_started_for_an_area_one_manages(staff, cast):
    data = {"area": cast.tree.yunji.code, "what": "boards", "paper": "A3", "changed": "1"}
    response = staff.post(reverse("office:print_boards"), data)
    job = Job.objects.get()

    assert response["Location"] == job.get_absolute_url()
    assert (job.label, job.area) == ("云集街道公示栏 A3", cast.tree.yunji)
    away = data | {"area": cast.tree.yuanan.code}
    assert staff.post(reverse("office:print_boards"), away).status_code == 422
    assert Job.objects.count() == 1


def test_where_pango_is_missing_the_pages_say_so(staff, cast, monkeypatch):
    monkeypatch.setattr(board_views, "printing_problem", lambda: "还没有装排版组件。")
    response = staff.get(url("board_pdf", cast.station))

    assert response.status_code == 503
    assert "还没有装排版组件。" in response.content.decode()
    assert "还没有装排版组件。" in text(staff, url("board", cast.station))
    assert "留言须知" in text(staff, url("board_sheet", cast.station))
