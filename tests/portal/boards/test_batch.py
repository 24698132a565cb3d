"""A batch: parts by township, one archive, codes read back, and nothing done twice."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from jobs.models import Job, JobPart
from jobs.states import JobState
from jobs.tasks import run_job, sweep_jobs
from portal.boards import batch
from portal.boards.codes import Code
from portal.boards.prints import refresh_all
from representatives.models import MessageCode
from stations.models import Board, Station
from tests.factories.boards import content_of, make_board_station
from tests.factories.jobs import make_job
from tests.factories.paper import needs_pango, scanned

pytestmark = [pytest.mark.django_db, needs_pango]


@pytest.fixture
def stations(cast):
    """Two in 云集街道, one in 鸣凤镇; the cast's own as well."""
    return [
        make_board_station(cast.tree.xiaolinyuan, code="B1"),
        make_board_station(cast.tree.yunji, code="B2", kind="home", name="云集街道代表之家"),
        make_board_station(cast.tree.fengshan, code="B3"),
    ]


def start(cast, area=None, user=None, **params):
    options = {"what": "boards", "paper": "A4", "changed": False, "day": "2026-11-22"} | params
    return make_job(
        user or cast.shiji,
        kind="boards",
        label="公示栏",
        area=area or cast.tree.city,
        params=options,
    )


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    def run_now(job):
        with django_capture_on_commit_callbacks(execute=True):
            run_job(job.pk)
        return Job.objects.get(pk=job.pk)

    return run_now


def files_of(job):
    with job.result_file.open("rb") as file, zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_archive_has_a_pdf_per_station_by_county_and_township(run, cast, stations):
    job = run(start(cast))

    assert (job.state, job.result["files"], job.result["seen"]) == (JobState.DONE, 4, 4)
    assert sorted(files_of(job)) == [
        "清单.csv",
        "西陵区/云集街道/B1-小林园社区代表联络站-公示栏-A4.pdf",
        "西陵区/云集街道/B2-云集街道代表之家-公示栏-A4.pdf",
        "西陵区/云集街道/S1-果园路社区代表联络站-公示栏-A4.pdf",
        "远安县/鸣凤镇/B3-凤山社区代表联络站-公示栏-A4.pdf",
    ]


def test_each_pdf_carries_the_codes_of_its_station(run, cast, stations):
    files = files_of(run(start(cast, area=cast.tree.yuanan)))
    [pdf] = [data for name, data in files.items() if name.endswith(".pdf")]

    assert scanned(pdf) == sorted(code.url for code in content_of(stations[2]).codes)


def test_the_list_tells_the_print_shop_what_there_is(run, cast, stations):
    text = files_of(run(start(cast, area=cast.tree.mingfeng)))["清单.csv"].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))

    assert rows == [
        ["演示数据"],
        list(batch.LIST_HEAD),
        [
            "远安县",
            "鸣凤镇",
            "B3",
            "凤山社区代表联络站",
            "2",
            "3",
            "1",
            "远安县/鸣凤镇/B3-凤山社区代表联络站-公示栏-A4.pdf",
        ],
    ]


def test_no_name_becomes_a_formula_or_another_files_name(run, cast, stations):
    Station.objects.filter(code="B3").update(name="＝1+1/../\u202efdp.exe")
    files = files_of(run(start(cast, area=cast.tree.mingfeng)))
    path = "远安县/鸣凤镇/B3-＝1+1_.._fdp.exe-公示栏-A4.pdf"
    row = list(csv.reader(io.StringIO(files["清单.csv"].decode("utf-8-sig"))))[2]

    assert sorted(files) == ["清单.csv", path]
    assert (row[3], row[7]) == ("'＝1+1/../fdp.exe", path)


def test_name_cards_come_by_township_and_each_code_once(run, cast, stations):
    cast.officer.stations.add(stations[2])
    MessageCode.objects.create(officer=cast.officer)
    files = files_of(run(start(cast, what="cards")))
    pdfs = [data for name, data in files.items() if name.endswith(".pdf")]
    codes = [url for pdf in pdfs for url in scanned(pdf)]

    assert sorted(files) == [
        "清单.csv",
        "西陵区/云集街道/云集街道-名片-1.pdf",
        "远安县/鸣凤镇/鸣凤镇-名片-1.pdf",
    ]
    assert len(codes) == len(set(codes)) == MessageCode.objects.live().count()


def test_printing_is_recorded_when_it_is_released(run, cast, stations):
    job = run(start(cast, area=cast.tree.mingfeng, paper="A3"))
    board = Board.objects.printed().get()

    assert (board.station, board.paper) == (stations[2], "A3")
    assert board.printed == board.current
    assert abs(board.printed_at - job.finished_at) < timedelta(seconds=5)
    assert set(MessageCode.objects.exclude(printed_at=None)) == set(
        MessageCode.objects.filter(pk__in=[code.pk for code in content_of(stations[2]).codes])
    )


def test_only_what_has_changed_is_printed_anew(run, cast, stations):
    run(start(cast))
    assert run(start(cast, changed=True)).result["files"] == 0

    stations[0].opening_hours = "周六上午"
    stations[0].save()
    job = run(start(cast, changed=True))

    assert job.result["files"] == 1
    assert [name[:12] for name in files_of(job)] == ["清单.csv", "西陵区/云集街道/B1-"]
    refresh_all()
    assert list(Board.objects.outdated()) == []


def test_a_job_goes_on_after_the_township_that_was_finished(run, cast, stations, monkeypatch):
    made = []
    plain = batch.Work.make

    def die_at_the_second(work, group):
        if made and len(made) == 1:
            made.append("died")
            raise KeyboardInterrupt  # as if the process were killed: nothing is caught
        made.append(group.township)
        plain(work, group)

    monkeypatch.setattr(batch.Work, "make", die_at_the_second)
    job = start(cast)
    with pytest.raises(KeyboardInterrupt):
        run_job(job.pk)
    kept = JobPart.objects.get(is_done=True)
    Job.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=3))
    sweep_jobs()
    job = run(job)

    assert made == ["云集街道", "died", "鸣凤镇"]
    assert (job.state, job.restarts, job.result["files"]) == (JobState.DONE, 1, 4)
    assert len(files_of(job)) == 5
    assert not JobPart.objects.exists()
    assert not kept.file.storage.exists(kept.file.name)


def test_a_cancelled_job_keeps_and_records_nothing(run, cast, stations, monkeypatch):
    plain = batch.Work.make

    def cancelled_in_between(work, group):
        plain(work, group)
        Job.objects.get().cancel()

    monkeypatch.setattr(batch.Work, "make", cancelled_in_between)
    job = run(start(cast))

    assert (job.state, bool(job.result_file)) == (JobState.CANCELLED, False)
    assert list(Board.objects.printed()) == []
    assert not JobPart.objects.exists()


def test_a_wrong_code_stops_the_release_and_names_the_station(run, cast, stations, monkeypatch):
    plain = batch.board_html

    def with_a_wrong_code(board, paper, day):
        if board.number == "B2":
            board = replace(board, code=Code(0, "WRANG234"))
        return plain(board, paper, day)

    monkeypatch.setattr(batch, "board_html", with_a_wrong_code)
    job = run(start(cast))

    assert job.state == JobState.FAILED
    assert job.error.startswith("「云集街道代表之家」印出来的二维码不对：有 1 个二维码读不出来")
    assert (bool(job.result_file), list(Board.objects.printed())) == (False, [])
    assert list(MessageCode.objects.exclude(printed_at=None)) == []


def test_who_no_longer_manages_the_area_gets_nothing(run, cast, stations):
    job = run(start(cast, area=cast.tree.yuanan, user=cast.quxian))

    assert (job.state, job.error) == (JobState.FAILED, batch.NOT_ALLOWED)


def test_an_area_without_stations_ends_with_nothing_to_print(run, cast, stations):
    job = run(start(cast, area=cast.tree.hualinsi))

    assert (job.state, job.result["files"], bool(job.result_file)) == (JobState.DONE, 0, False)


def test_where_pango_is_missing_the_job_says_so(run, cast, monkeypatch):
    monkeypatch.setattr(batch, "printing_problem", lambda: "没有装排版组件。")
    job = run(start(cast))

    assert (job.state, job.error) == (JobState.FAILED, "没有装排版组件。")


def test_checking_works_out_what_every_board_of_the_area_says(run, cast, stations):
    job = make_job(cast.quxian, kind="boards-check", label="核对", area=cast.tree.xiling)
    job = run(job)

    assert (job.state, job.result) == (JobState.DONE, {"seen": 3})
    assert Board.objects.never_printed().count() == 3
