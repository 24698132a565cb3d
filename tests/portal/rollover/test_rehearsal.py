"""The dry run: right numbers, nothing written, every wrong row with its reason."""

import io

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.workflow import TransitionError
from jobs.states import JobState
from jobs.tasks import run_job
from portal.rollover.jobs import MOVED_ON, NOT_OURS, order_rehearsal
from portal.rollover.roster import NOT_ALLOWED
from representatives.models import MessageCode, Representative, Seat, Term, TermChange
from tests.factories.casework import make_representative, make_station
from tests.factories.rollover import NEWCOMER, make_change

pytestmark = pytest.mark.django_db


@pytest.fixture
def setting():
    return make_change()


def everything():
    return [model.objects.count() for model in (Representative, Seat, Term, MessageCode)]


def test_it_counts_and_writes_nothing(setting):
    setting.matter_for(setting.leaver)
    before = everything()
    change = setting.rehearsed()

    assert change.state == "rehearsed"
    assert everything() == before
    wanted = {
        "seats": 3,
        "rows": 2,
        "reelected": 1,
        "known": 0,
        "new": 1,
        "staying": 1,
        "gone": 1,
        "gone_names": ["付离任"],
        "same": 0,
        "same_rows": [],
        "districts_old": 1,
        "districts_new": 1,
        "districts_same": 0,
        "matters": 1,
        "codes_kept": 2,
        "codes_left": 1,
        "codes_new": 1,
        "stations": 1,
        "groups": 0,
        "leaders": 0,
        "branches": 0,
        "wrong": 0,
        "wrong_rows": [],
    }
    assert change.rehearsal == wanted


def test_the_workbook_names_everybody(setting):
    job = setting.rehearse(setting.prepare())
    with job.result_file.open("rb") as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]

    assert rows[0] == ["演示数据", None, None, None]
    assert [row[:2] for row in rows[2:]] == [
        ["离任", "付离任"],
        ["不再担任，另有代表职务", "何两级"],
        ["连任", "秦望舒"],
        ["新任", NEWCOMER],
    ]


def test_a_leaver_and_a_newcomer_of_one_name_may_be_the_same_person(setting, client):
    setting.rows.append(setting.line("付离任", "13812340009"))
    change = setting.prepare()
    job = setting.rehearse(change)

    assert change.rehearsal["same"] == 1
    assert change.rehearsal["same_rows"] == [
        {
            "person": setting.leaver.pk,
            "name": "付离任",
            "number": 4,
            "old": "果园路社区代表联络站",
            "new": "果园路社区代表联络站",
        }
    ]
    client.force_login(setting.cast.quxian)
    page = client.get(reverse("office:rollover", args=[change.pk])).content.decode()
    assert "有 1 处可能是同一个人" in page
    with job.result_file.open("rb") as file:
        sheet = openpyxl.load_workbook(io.BytesIO(file.read())).active
        words = [row[0].value for row in sheet.iter_rows()]
    assert sum("可能是同一个人" in (word or "") for word in words) == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"届次": "6"}, "新一届是第 7 届，这一行写的是第 6 届。"),
        (
            {"层级": "乡", "区划代码": "420525101001"},
            "这次换届的是西陵区人民代表大会，这一行是鸣凤镇的代表。",
        ),
        ({"层级": "市"}, "这次换届的是西陵区人民代表大会，这一行是宜昌市的代表。"),
        ({"站点编号": "没有"}, "没有编号为「没有」的站点，请先导入站点。"),
        ({"区划代码": "420599999999"}, "没有区划代码「420599999999」。"),
        ({"手机号": "12"}, None),
    ],
)
def test_one_wrong_row_and_nothing_can_be_run(setting, changes, reason):
    setting.rows[1] = setting.line(NEWCOMER, changes.pop("手机号", "13812340001"), **changes)
    change = setting.prepare()
    job = order_rehearsal(change, by=setting.cast.shiji)
    run_job(job.pk)
    change.refresh_from_db()
    job.refresh_from_db()

    assert (change.state, change.digest, change.rehearsal["wrong"]) == ("draft", "", 1)
    if reason:
        assert change.rehearsal["wrong_rows"][0]["why"] == reason
    assert job.result_name == "新一届名册-有问题的行.xlsx"


def test_a_person_twice_in_the_roster_is_wrong(setting):
    setting.rows.append(setting.row(setting.cast.representative))
    change = setting.rehearsed()

    assert change.rehearsal["wrong_rows"][0]["why"] == "与第 2 行重复。"


@pytest.mark.parametrize("content", [b"", b"no table", b"\xff" * 100])
def test_a_file_that_is_no_roster_says_so(setting, content):
    change = setting.prepare()
    change.roster.save("", ContentFile(content))
    job = setting.rehearse(change)

    assert job.state == JobState.FAILED
    assert change.state == "draft"


def test_an_empty_roster_would_end_every_seat_and_is_refused(setting):
    job = setting.rehearse(setting.prepare(rows=[]))

    assert (job.state, TermChange.objects.get().state) == (JobState.FAILED, "draft")


def test_without_a_roster_there_is_nothing_to_rehearse(setting):
    change = setting.prepare()
    change.drop_roster()

    with pytest.raises(TransitionError, match="还没有上传新一届的名册"):
        order_rehearsal(change, by=setting.cast.quxian)


def test_who_may_no_longer_manage_rehearses_nothing(setting):
    setting.cast.quxian.posts.all().delete()
    job = setting.rehearse(setting.prepare())

    assert (job.state, job.error) == (JobState.FAILED, NOT_ALLOWED)


def test_a_rehearsal_overtaken_by_a_new_roster_counts_for_nothing(setting, monkeypatch):
    monkeypatch.setattr("jobs.models.enqueue", lambda task, pk: None)
    change = setting.prepare()
    job = order_rehearsal(change, by=setting.cast.quxian)
    change.move("edit", job=None, roster_name="另一份.xlsx")
    run_job(job.pk)
    job.refresh_from_db()

    assert (job.state, job.error) == (JobState.FAILED, NOT_OURS)
    assert TermChange.objects.get().state == "draft"


@pytest.mark.parametrize("what", ["seat", "moved", "known"])
def test_a_database_that_moved_on_asks_for_another_rehearsal(setting, what):
    change = setting.rehearsed()
    if what == "seat":
        setting.leaver.seats.get().end(on="2026-11-01", reason="resigned")
    elif what == "moved":
        other = make_station(setting.cast.tree.xiaolinyuan, code="S9")
        Representative.objects.filter(pk=setting.cast.representative.pk).update(station=other)
    else:
        person = make_representative(NEWCOMER, setting.cast.station)
        person.set_phone("13812340001")
        person.save()
    before = everything()
    job = setting.run(change)

    assert (job.state, job.error) == (JobState.FAILED, MOVED_ON)
    assert (change.state, change.problem, change.digest) == ("draft", MOVED_ON, "")
    assert everything() == before
    setting.rehearse(change)
    assert setting.run(change).state == JobState.DONE


def test_what_comes_and_goes_every_day_does_not(setting):
    change = setting.rehearsed()
    setting.matter_for(setting.leaver)
    MessageCode.objects.create(representative=setting.cast.representative)

    assert setting.run(change).state == JobState.DONE


def test_the_queries_do_not_depend_on_the_rows(setting):
    def count(rows):
        TermChange.objects.all().delete()
        setting.rows = rows
        with CaptureQueriesContext(connection) as queries:
            setting.rehearsed()
        return len(queries)

    some = [setting.line(f"覃某{n}", f"138123400{n:02d}") for n in range(40)]
    count(some[:1])  # warms what is held
    assert count(some[:1]) == count(some)


def test_nobody_of_another_county_comes_with_a_roster(setting):
    """The run would move a person, with account and codes, who is not this manager's."""
    far = make_station(setting.cast.tree.mingfeng, code="S9", kind="contact_point")
    stranger = make_representative("远安人", far)
    setting.rows.append(setting.row(stranger))
    change = setting.prepare()
    setting.rehearse(change)
    (row,) = change.rehearsal["wrong_rows"]
    assert (change.state, row["name"]) == ("draft", "远安人")
    assert "不在您管理的范围里" in row["why"]
