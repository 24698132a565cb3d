import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jobs import containers, forms
from jobs.imports import TableImport, all_imports
from jobs.models import Job
from jobs.states import JobState
from jobs.tables import read_table
from tests.factories.accounts import make_user
from tests.factories.jobs import DAYS, DayImport, csv_bytes, workbook_file

INDEX = reverse("jobs:import_index")
START = reverse("jobs:import_start", args=[DayImport.slug])
TEMPLATE = reverse("jobs:import_template", args=[DayImport.slug])


@pytest.fixture
def importer(client, manager, day_import):
    client.force_login(manager)
    return manager


def errors(client, file):
    answer = client.post(START, {"file": file} if file else {})
    assert answer.status_code == 200
    assert Job.objects.count() == 0
    return answer.context["form"].errors["file"]


@pytest.mark.parametrize("page", [INDEX, START, TEMPLATE])
def test_only_managers_import(client, staff, day_import, page):
    client.force_login(staff)
    answer = client.get(page)
    assert answer.status_code == 403
    assert "账号管理员" in answer.content.decode()
    client.force_login(make_user("root", is_superuser=True))
    assert client.get(page).status_code == 200


def test_staff_cannot_upload_either(client, staff, day_import):
    client.force_login(staff)
    assert client.post(START, {"file": workbook_file(DAYS)}).status_code == 403
    assert Job.objects.count() == 0


def test_an_unknown_import_is_not_found(client, importer):
    assert client.get(reverse("jobs:import_start", args=["nothing"])).status_code == 404


def test_the_overview_names_what_can_be_imported(client, importer, monkeypatch):
    monkeypatch.setattr(DayImport, "count", lambda self, scope: 1644)
    text = client.get(INDEX).content.decode()
    assert "导入工作日调整" in text
    assert "现有 1,644 条" in text
    assert "西陵区" in text


def test_the_upload_page_explains_the_columns(client, importer):
    text = client.get(START).content.decode()
    assert DayImport.intro in text
    for column in DayImport.columns:
        assert column.name in text


def test_the_template_can_be_read_back_once_it_is_filled_in(client, importer):
    answer = client.get(TEMPLATE)
    assert answer["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["工作日调整", "填写说明"]
    book.active.append(DAYS[1])
    filled = io.BytesIO()
    book.save(filled)
    assert read_table(filled, DayImport.columns).rows[0].cells == dict(zip(*DAYS[:2], strict=True))


def test_an_upload_becomes_a_job(client, importer):
    answer = client.post(START, {"file": workbook_file(DAYS)})
    job = Job.objects.get()
    assert answer.url == job.get_absolute_url()
    assert (job.kind, job.step, job.state) == ("import", "check", JobState.QUEUED)
    assert (job.created_by, job.area, job.label) == (importer, importer.area, "导入工作日调整")
    assert job.input_name == "名册.xlsx"


def test_from_upload_to_result(client, importer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(START, {"file": SimpleUploadedFile("表.csv", csv_bytes(DAYS, "gbk"))})
    job = Job.objects.get()
    assert job.state == JobState.WAITING
    confirm = reverse("jobs:confirm", args=[job.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(confirm, {"digest": job.result["digest"]})
    job.refresh_from_db()
    assert (job.state, job.result["counts"]["new"]) == (JobState.DONE, 2)


def test_no_file(client, importer):
    assert errors(client, None) == ["请先选一个文件。"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("名册.xlsx", b"%PDF-1.7", containers.NOT_A_TABLE),
        ("名册.xlsx", b"PK\x03\x04....", containers.NOT_A_TABLE),
        ("名册.xlsx", bytes.fromhex("d0cf11e0a1b11ae1"), containers.OLD_EXCEL),
        ("名册.xlsx", b"", "这个文件是空的，请换一个。"),
        ("名" * 250 + ".xlsx", b"x", "文件名太长了，请改短一些再上传。"),
    ],
)
def test_what_is_no_table_is_refused_on_the_spot(client, importer, name, data, words):
    assert errors(client, SimpleUploadedFile(name, data)) == [words]


def test_too_large_a_file(client, importer, monkeypatch):
    monkeypatch.setattr(forms, "MAX_UPLOAD", 100)
    assert errors(client, workbook_file(DAYS)) == ["文件超过 30 MB 了。请分成几份，分别上传。"]


def test_a_strange_file_name_goes_no_further_than_the_page(client, importer):
    client.post(START, {"file": workbook_file(DAYS, name="<b>名册\u202exslx.exe")})
    job = Job.objects.get()
    assert "exe" not in job.input_file.name
    text = client.get(job.get_absolute_url()).content.decode()
    assert "&lt;b&gt;名册" in text


def test_the_imports_of_the_apps_are_complete():
    for cls in all_imports():
        assert issubclass(cls, TableImport)
        assert cls.label
        assert cls.intro
        assert set(cls.key_fields)
