"""Slips are printed with codes that read, fetched once by whoever printed them, and counted."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Job
from jobs.paper.proof import read_codes
from jobs.states import JobState
from jobs.tasks import clean_jobs
from supervision.ballots.credentials import digest
from supervision.models import Slip, SlipBatch
from tests.factories import evaluations as make
from tests.factories.accounts import signed_in
from tests.factories.listings import exported, texts_on


def at(name, *keys):
    return reverse(name, args=keys)


@pytest.fixture
def printed(cast, django_capture_on_commit_callbacks):
    evaluation = make.ready(cast)
    with django_capture_on_commit_callbacks(execute=True):
        path = at("office:slips_print", evaluation.pk)
        signed_in(cast.quxian).post(path, {"amount": "12"})
    job = Job.objects.get()
    assert (job.state, job.error) == (JobState.DONE, "")
    return evaluation, job


def test_every_code_on_paper_opens_a_slip_and_only_digests_are_stored(cast, printed, settings):
    evaluation, job = printed
    pdf = signed_in(cast.quxian).post(at("jobs:take", job.pk)).content
    pages, urls = read_codes(pdf)
    codes = [url.removeprefix(f"{settings.SITE_URL}/v/").strip("/") for url in urls]
    assert (pages, len(codes)) == (2, 12)
    assert sorted(map(digest, codes)) == list(
        Slip.objects.order_by("pk").values_list("digest", flat=True)
    )
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
        words = document[0].get_textpage().get_text_range()
    assert words.count("一人一张，投后作废") == 10
    assert words.count(f"打开 {settings.SITE_URL.partition('://')[2]}/v/ 输入") == 10
    assert [event.kind for event in evaluation.events.all()][-1] == "slips"


def test_the_file_goes_out_once_and_to_its_creator_alone(cast, printed):
    _, job = printed
    path = at("jobs:take", job.pk)
    assert signed_in(cast.shiji).post(path).status_code == 404
    assert signed_in(cast.quxian).get(at("jobs:download", job.pk)).status_code == 404
    storage, name = job.result_file.storage, job.result_file.name
    assert signed_in(cast.quxian).post(path).status_code == 200
    assert storage.exists(name) is False
    assert signed_in(cast.quxian).post(path).status_code == 404
    page = signed_in(cast.quxian).get(job.get_absolute_url()).content.decode()
    assert "已经下载过或者销毁了" in page


def test_after_a_day_the_file_is_gone(cast, printed):
    _, job = printed
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(hours=25))
    assert signed_in(cast.quxian).post(at("jobs:take", job.pk)).status_code == 404
    storage, name = job.result_file.storage, job.result_file.name
    clean_jobs()
    assert storage.exists(name) is False


def test_neither_job_nor_events_hold_a_code(cast, printed):
    evaluation, job = printed
    assert sorted(job.result) == ["amount", "evaluation", "pages"]
    assert sorted(job.params) == ["amount", "evaluation"]
    assert [event.text for event in evaluation.events.filter(kind="slips")] == ["12 张"]


def test_the_page_says_how_many_and_never_which(cast, printed):
    evaluation, _ = printed
    page = signed_in(cast.quxian).get(at("office:evaluation_slips", evaluation.pk))
    assert [cells[1:] for cells in texts_on(page)] == [["区人大", "12", "可以用", ""]]
    assert [one.digest in page.content.decode() for one in Slip.objects.all()] == [False] * 12


@pytest.mark.parametrize("amount", ["", "0", "501", "十"])
def test_a_wrong_amount_prints_nothing(cast, amount):
    evaluation = make.ready(cast)
    path = at("office:slips_print", evaluation.pk)
    assert signed_in(cast.quxian).post(path, {"amount": amount}).status_code == 422
    assert (Job.objects.count(), SlipBatch.objects.count()) == (0, 0)


def test_a_void_batch_is_void_for_a_reason(cast):
    evaluation = make.opened(cast)
    make.print_slips(evaluation)
    batch = SlipBatch.objects.get()
    path = at("office:slips_void", evaluation.pk, batch.pk)
    assert signed_in(cast.quxian).post(path, {"reason": ""}).status_code == 422
    assert signed_in(cast.quxian).post(path, {"reason": "印糊了"}).status_code == 302
    batch.refresh_from_db()
    assert (batch.void_reason, Slip.objects.usable().count()) == ("印糊了", 0)
    assert signed_in(cast.quxian).post(path, {"reason": "再来"}).status_code == 404


def test_no_more_are_handed_out_than_were_printed(cast):
    evaluation = make.opened(cast)
    make.print_slips(evaluation, 3)
    path = at("office:slips_handed_out", evaluation.pk)
    answer = signed_in(cast.quxian).post(path, {"amount": "4"})
    assert (answer.status_code, "一共只印了 3 张" in answer.content.decode()) == (422, True)
    assert signed_in(cast.quxian).post(path, {"amount": "2"}).status_code == 302
    evaluation.refresh_from_db()
    assert evaluation.slips_handed_out == 2


def test_without_slips_in_the_evaluation_nothing_is_printed(cast):
    evaluation = make.ready(cast, by_slip=False)
    path = at("office:slips_print", evaluation.pk)
    assert signed_in(cast.quxian).post(path, {"amount": "3"}).status_code == 404


def test_a_workbook_of_slips_says_how_many_and_never_which(cast, client):
    evaluation = make.opened(cast)
    used, _ = make.print_slips(evaluation, 2)
    make.vote_by_slip(evaluation, used)
    client.force_login(cast.quxian)
    _, header, rows = exported(client, "slips", owner=str(evaluation.pk))

    assert header == ["印制时间", "印制人", "张数", "状态", "作废时间", "作废原因"]
    assert [row[1:] for row in rows] == [["区人大", 2, "可以用", None, None]]
