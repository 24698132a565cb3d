import json

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from areas.models import DayOverride
from jobs.models import Job
from jobs.states import JobState
from notifications.models import Notice
from tests.factories.accounts import make_staff
from tests.factories.jobs import DAYS, make_job
from tests.factories.queries import SESSION


@pytest.fixture
def owner(client, staff):
    client.force_login(staff)
    return staff


@pytest.fixture
def result(staff):
    job = make_job(staff, state=JobState.DONE, result_name="名册 2026.xlsx")
    job.result_file.save("", ContentFile(b"table"))
    return job


def url(name, job):
    return reverse(f"jobs:{name}", args=[job.pk])


def page(client, job):
    return client.get(job.get_absolute_url()).content.decode()


# --- who sees what


@pytest.mark.parametrize("name", ["detail", "progress", "download"])
def test_a_stranger_finds_nothing(client, tree, result, name):
    client.force_login(make_staff(tree.yuanan, role="manager"))
    assert client.get(url(name, result)).status_code == 404


@pytest.mark.parametrize("name", ["confirm", "cancel"])
def test_a_stranger_moves_nothing(client, tree, staff, name):
    job = make_job(staff, state=JobState.WAITING)
    client.force_login(make_staff(tree.yuanan, role="manager"))
    assert client.post(url(name, job)).status_code == 404
    assert Job.objects.get().state == JobState.WAITING


@pytest.mark.parametrize("name", ["detail", "progress", "download"])
def test_without_a_sign_in_there_is_only_the_way_to_it(client, result, name):
    assert client.get(url(name, result)).url.startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["confirm", "cancel"])
def test_a_link_moves_nothing(client, owner, name):
    job = make_job(owner, state=JobState.WAITING)
    assert client.get(url(name, job)).status_code == 405


def test_the_list_shows_ones_own_jobs_newest_first(client, owner, manager):
    make_job(manager, label="别人的")
    make_job(owner, label="第一件")
    make_job(owner, label="第二件")
    text = client.get(reverse("jobs:list")).content.decode()
    assert "别人的" not in text
    assert text.index("第二件") < text.index("第一件")


# --- progress


def test_a_running_job_says_how_far_it_is(client, owner):
    now = timezone.now()
    job = make_job(
        owner, state=JobState.RUNNING, done=1200, total=50_000, note="正在逐行检查", started_at=now
    )
    text = page(client, job)
    assert "正在处理，您可以离开" in text
    assert "正在逐行检查 · 1,200 / 50,000 · " in text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in text
    assert f'data-job="{url("progress", job)}"' in text


def test_a_finished_job_no_longer_reloads(client, owner, result):
    text = page(client, result)
    assert "refresh" not in text
    assert "jobs.js" not in text
    assert "下载：名册 2026.xlsx" in text


def test_the_progress_is_told_as_data(client, owner):
    job = make_job(owner)
    answer = client.get(url("progress", job))
    assert json.loads(answer.content) == {
        "moving": True,
        "state": "queued",
        "done": 0,
        "total": 0,
        "text": "马上开始",
    }
    assert "no-store" in answer["Cache-Control"]


def test_the_place_in_line_is_told(client, owner):
    make_job(owner)
    assert client.get(url("progress", make_job(owner))).json()["text"] == "排队中，前面还有 1 件"


def test_asking_for_the_progress_takes_few_queries(client, owner, django_assert_num_queries):
    jobs = [make_job(owner, state=JobState.RUNNING) for _ in range(3)]
    client.get(url("progress", jobs[1]))  # the first page of a session notes that it is in use
    with django_assert_num_queries(SESSION + 3):  # user, posts, job
        client.get(url("progress", jobs[0]))


def test_a_failed_job_says_why(client, owner):
    assert "这个月还没有数据。" in page(
        client, make_job(owner, state=JobState.FAILED, error="这个月还没有数据。")
    )


def test_looking_at_the_outcome_reads_the_notice_about_it(client, owner):
    job = make_job(owner, state=JobState.RUNNING)
    job.finish()
    other = make_job(owner, state=JobState.RUNNING)
    other.finish()
    page(client, job)
    assert [notice.url for notice in Notice.objects.unread()] == [other.get_absolute_url()]


# --- cancel


def test_a_job_can_be_cancelled(client, owner):
    job = make_job(owner)
    assert client.post(url("cancel", job)).url == job.get_absolute_url()
    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "什么都没有改动" in page(client, job)


def test_a_finished_job_cannot_be_cancelled(client, owner, result):
    client.post(url("cancel", result))
    assert "已经结束了，不能再取消。" in page(client, result)
    result.refresh_from_db()
    assert result.state == JobState.DONE


# --- download


def test_the_result_is_a_download_that_is_logged(client, owner, result):
    answer = client.get(url("download", result))
    assert b"".join(answer.streaming_content) == b"table"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    entry = AuditEntry.objects.get(action=AuditEntry.Action.EXPORT)
    assert (entry.actor, entry.target) == (owner, "名册 2026.xlsx")


def test_a_job_without_a_result_has_no_download(client, owner):
    assert client.get(url("download", make_job(owner))).status_code == 404


def test_a_result_that_is_gone_is_not_found(client, owner, result):
    result.result_file.storage.delete(result.result_file.name)
    assert client.get(url("download", result)).status_code == 404


# --- confirming an import


@pytest.fixture
def waiting(client, manager, upload, run):
    def start(rows=DAYS):
        client.force_login(manager)
        return run(upload(rows))

    return start


def confirm(client, job):
    return client.post(url("confirm", job), {"digest": job.result["digest"]}, follow=True)


def test_a_preview_is_confirmed(client, waiting):
    job = waiting()
    text = page(client, job)
    assert "还没有写入" in text
    assert "确认导入" in text
    assert "劳动节" in text
    confirm(client, job)
    job.refresh_from_db()
    assert (job.state, job.step) == (JobState.QUEUED, "apply")


def test_the_second_confirmation_is_told_so(client, waiting):
    job = waiting()
    confirm(client, job)
    assert "已经确认过了，不用再点。" in confirm(client, job).content.decode()


def test_only_the_preview_that_was_seen_can_be_confirmed(client, waiting):
    job = waiting()
    answer = client.post(url("confirm", job), {"digest": "old"}, follow=True)
    assert "核对的结果变了" in answer.content.decode()
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_a_table_with_wrong_rows_cannot_be_confirmed(client, waiting):
    job = waiting([*DAYS, ["六一", "否", "休"]])
    text = page(client, job)
    assert "有 1 行写错了，还不能导入" in text
    assert "有 1 行要改" in client.get(reverse("jobs:list")).content.decode()
    assert "确认导入</button>" not in text
    assert "下载有问题的行" in text
    assert "还有写错的行，不能导入" in confirm(client, job).content.decode()
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_another_manager_sees_the_preview_and_cannot_confirm_it(client, tree, waiting):
    job = waiting()
    client.force_login(make_staff(tree.city, role="manager"))
    assert "确认导入</button>" not in page(client, job)
    assert "请由上传这份表的人来确认。" in confirm(client, job).content.decode()
    job.refresh_from_db()
    assert job.state == JobState.WAITING


def test_after_the_import_the_page_says_what_was_done(client, waiting, run):
    job = waiting()
    confirm(client, job)
    assert "已经导入" in page(client, run(job))


def test_a_table_without_changes_says_so(client, waiting, run):
    job = waiting()
    confirm(client, job)
    run(job)
    assert "没有要改的" in page(client, waiting())


def test_a_change_since_the_preview_is_told(client, waiting, run):
    job = waiting()
    DayOverride.objects.create(day="2026-05-01", reason="别人改的")
    confirm(client, job)
    text = page(client, run(job))
    assert "请再看一遍" in text
    assert "<del>别人改的</del> → <ins>劳动节</ins>" in text


def test_what_somebody_typed_is_never_markup(client, waiting):
    text = page(client, waiting([*DAYS, ["2026-06-01", "否", "<script>x</script>"]]))
    assert "&lt;script&gt;x&lt;/script&gt;" in text
    assert "<script>x" not in text
