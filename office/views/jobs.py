"""One's own long work; the page of one is in `jobs/`."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from jobs.models import Job
from jobs.states import JobState
from office.lists import Column, Empty, Listing, listed

TONES = {JobState.DONE: "done", JobState.FAILED: "late", JobState.WAITING: "soon"}


@listed
class Jobs(Listing):
    """Newest first."""

    key, title, part = "jobs", "我的任务", "jobs"
    intro = "导入、导出这些要花时间的事，在这里看进展和结果。"
    columns = (
        Column("label", "任务", link=Job.get_absolute_url, is_head=True, width=40),
        Column("input_name", "文件", under="label", width=30),
        Column(
            "state",
            "情况",
            value=lambda job: (job.is_waiting and job.note) or job.get_state_display(),
            tone=lambda job: TONES.get(JobState(job.state), "info"),
            width=24,
        ),
        Column("created_at", "发起时间", sort="-pk", width=18),
    )
    nothing = Empty("还没有任务", "导入名册、导出表格时，进展会显示在这里。")

    @staticmethod
    def allowed(user: User) -> bool:
        """Whoever is signed in may have work in the background."""
        return user.is_authenticated

    def rows(self) -> QuerySet[Job]:
        return Job.objects.filter(created_by=self.user).defer("params", "result")


@never_cache
@require_safe
def jobs(request: SignedInRequest) -> HttpResponse:
    return Jobs(request.user, request.GET).respond(request)
