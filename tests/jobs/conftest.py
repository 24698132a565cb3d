import pytest

from jobs import imports
from jobs.models import Job, start_job
from jobs.tasks import run_job
from tests.factories.accounts import make_staff
from tests.factories.jobs import DayImport, workbook_file


@pytest.fixture
def manager(tree):
    return make_staff(tree.xiling, role="manager", name="管理员")


@pytest.fixture
def staff(tree):
    return make_staff(tree.xiling, name="办理人员")


@pytest.fixture
def day_import(monkeypatch):
    """DayImport, registered for this test."""
    monkeypatch.setattr(imports, "_imports", {DayImport.slug: DayImport})
    return DayImport


@pytest.fixture
def upload(day_import, manager):
    """Upload rows as the manager; the job is queued, not yet run."""

    def start(rows, **fields):
        fields = {"created_by": manager, "area": manager.area, **fields}
        return start_job(
            kind="import",
            step="check",
            label="导入工作日调整",
            params={"slug": day_import.slug},
            input_file=workbook_file(rows),
            **fields,
        )

    return start


@pytest.fixture
def run():
    """Do what a worker does with a job; gives the job as it is afterwards."""

    def work(job):
        run_job(job.pk)
        return Job.objects.get(pk=job.pk)

    return work
