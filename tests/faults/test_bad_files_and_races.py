"""Files that are not what they say, through the real addresses; two people at once."""

import io
import struct
import threading
import zlib

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from jobs.models import Job
from jobs.states import JobState
from messages.forms.voter import started_now
from messages.models import Message, MessageEvent
from stations.models import Station
from tests.factories.casework import ANSWER, BODY, VOTER_PHONE
from tests.factories.jobs import workbook_bytes
from tests.factories.states import at_street

HEADER = ["编号", "名称", "类型", "区划代码"]
ROW = ["S77", "测试联络站", "代表联络站", "420502003004"]


def bomb():
    """A PNG of a few KB that unpacks to gigabytes."""

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\0" * 10_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


NO_PHOTOS = {
    "bomb.png": bomb(),
    "drawing.jpg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page.jpg": b"<!doctype html><script>alert(1)</script>",
    "program.jpg": b"MZ\x90\x00" + b"\0" * 200,
}


@pytest.mark.parametrize("name", NO_PHOTOS)
def test_what_is_no_photo_is_refused_by_name_and_the_words_stay(client, cast, name):
    file = SimpleUploadedFile(name, NO_PHOTOS[name], "image/jpeg")
    answer = client.post(
        reverse("messages:voter", args=[cast.code.slug]),
        {"body": BODY, "phone": VOTER_PHONE, "key": "k", "started": started_now(), "photos": file},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "第 1 张：" in page
    assert BODY in page
    assert VOTER_PHONE in page
    assert Message.objects.count() == 0


def test_a_gigabyte_is_refused_before_it_is_read(client, cast):
    address = reverse("messages:voter", args=[cast.code.slug])
    answer = client.generic("POST", address, b"x", CONTENT_LENGTH=str(1024**3))
    assert answer.status_code == 413
    assert "96 MB" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["county=000000", "county=4205", "village=x", "township=420502003"]
)
def test_a_wrong_area_code_shows_the_lists_again(client, cast, query):
    answer = client.get(f"{reverse('portal:find')}?{query}")
    assert answer.status_code == 200
    assert "西陵区" in answer.content.decode()


def upload(client, data, callbacks, name="站点.xlsx"):
    with callbacks(execute=True):
        answer = client.post(
            reverse("jobs:import_start", args=["stations"]),
            {"file": SimpleUploadedFile(name, data)},
        )
    return answer, Job.objects.first()


def formulas():
    rows = [HEADER, ROW, ["S78", '=HYPERLINK("http://x.example","站")', "代表联络站", "=1+1"]]
    return workbook_bytes(rows)


def merged():
    return workbook_bytes(
        [["站点登记表"], HEADER, ROW, ["S78", "二号站", "代表联络站", None]],
        prepare=lambda sheet: (sheet.merge_cells("A1:D1"), sheet.merge_cells("D3:D4")),
    )


def wrong_types():
    return workbook_bytes([HEADER, [True, 3.5, 20261119, -1], ["S79", "站", "火箭", "4205"]])


def too_long():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADER)
    for number in range(60_000):
        sheet.append([f"S{number}", "站"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [formulas, merged, wrong_types, too_long])
def test_a_workbook_full_of_mistakes_is_explained_and_nothing_is_written(
    client, cast, django_capture_on_commit_callbacks, make
):
    client.force_login(cast.quxian)
    answer, job = upload(client, make(), django_capture_on_commit_callbacks)
    assert answer.status_code in (200, 302)
    if job:
        assert job.state in (JobState.WAITING, JobState.FAILED)
        answer = client.get(reverse("jobs:detail", args=[job.pk]))
        assert answer.status_code == 200
    assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.content.decode())
    assert Station.objects.count() == 1


@pytest.mark.parametrize("data", [b"PK\x03\x04 no workbook", b"MZ", b""])
def test_what_is_no_workbook_is_refused_at_once(
    client, cast, django_capture_on_commit_callbacks, data
):
    client.force_login(cast.quxian)
    answer, job = upload(client, data, django_capture_on_commit_callbacks)
    assert answer.status_code == 200
    assert job is None
    assert "错误：" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_offices_acting_at_once_one_wins_and_the_other_keeps_the_words(cast):
    matter = at_street(cast)
    texts = [ANSWER, "灯已修好，请您今晚再看看，有问题打站点的电话。"]
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(cast.jiedao)
    told = MessageEvent.objects.count()
    answers, start = [None, None], threading.Barrier(2)

    def reply(index):
        start.wait()
        address = reverse("desk:reply", args=[matter.pk])
        answers[index] = clients[index].post(address, {"text": texts[index]})
        connection.close()

    threads = [threading.Thread(target=reply, args=[index]) for index in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [302, 409]
    loser = next(index for index in (0, 1) if answers[index].status_code == 409)
    assert texts[loser] in answers[loser].content.decode()
    assert MessageEvent.objects.count() == told + 1
