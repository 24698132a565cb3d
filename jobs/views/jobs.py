"""Following a job: how far it is, confirming, stopping, fetching what came out."""

from typing import Any

from django.contrib import messages as flash
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import AuditEntry, User
from jobs.job_kinds import APPLY
from jobs.models import Job
from jobs.once import take_result
from jobs.permissions import can_cancel, can_confirm, can_download, can_take
from jobs.wording import time_left


@never_cache
@require_safe
def job_detail(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_job(request, pk)
    kind = job.kind_info
    if not job.is_moving:
        job.note_read(signed_in(request))
    context = {
        "job": job,
        "progress": progress_of(job),
        "result_template": kind.result_template if kind and job.result else "",
        "can_cancel": can_cancel(request.user, job),
        "can_confirm": can_confirm(request.user, job),
        "can_download": can_download(request.user, job),
        "can_take": can_take(request.user, job),
    }
    return render(request, "jobs/detail.html", context)


@never_cache
@require_safe
def job_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """What the page asks for every second or two: {"moving", "done", "total", "text"}."""
    return JsonResponse(progress_of(visible_job(request, pk)))


@require_POST
def job_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the preview that was shown; `digest` says which one that was."""
    job = visible_job(request, pk)
    if not can_confirm(request.user, job):
        flash.warning(request, _why_not(job))
    elif request.POST.get("digest", "") != job.result.get("digest", ""):
        flash.warning(request, "您查看之后，核对的结果变了。请再看一遍下面的内容。")
    elif not job.confirm(step=APPLY):
        flash.info(request, "已经确认过了，不用再点。")
    return redirect(job)


@require_POST
def job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    job = visible_job(request, pk)
    if can_cancel(request.user, job) and job.cancel():
        flash.success(request, "已经取消，什么都没有改动。")
    else:
        flash.info(request, "已经结束了，不能再取消。")
    return redirect(job)


@never_cache
@require_safe
def job_download(request: HttpRequest, pk: int) -> FileResponse:
    job = visible_job(request, pk)
    if not can_download(request.user, job):
        raise Http404
    try:
        file = job.result_file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    AuditEntry.record(
        actor=request.user,
        action=AuditEntry.Action.EXPORT,
        target=job.result_name,
        area=job.area,
        request=request,
    )
    response = FileResponse(file, as_attachment=True, filename=job.result_name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@never_cache
@require_POST
def job_take(request: HttpRequest, pk: int) -> HttpResponse:
    """A secret result: the file goes out once and exists no more."""
    job = visible_job(request, pk)
    data = take_result(job) if can_take(request.user, job) else None
    if data is None:
        raise Http404
    AuditEntry.record(
        actor=request.user,
        action=AuditEntry.Action.EXPORT,
        target=job.result_name,
        area=job.area,
        request=request,
    )
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, job.result_name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


# --- shared


def signed_in(request: HttpRequest) -> User:
    """Every page here needs a sign-in; this tells the type checker."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user


def visible_job(request: HttpRequest, pk: int) -> Job:
    jobs = Job.objects.visible_to(request.user).select_related("created_by", "area")
    return get_object_or_404(jobs, pk=pk)


def progress_of(job: Job) -> dict[str, Any]:
    return {
        "moving": job.is_moving,
        "state": job.state,
        "done": job.done,
        "total": job.total,
        "text": progress_text(job),
    }


def progress_text(job: Job) -> str:
    """「正在逐行检查 · 1,200 / 50,000 · 大约还要 20 秒」"""
    if not job.is_moving:
        return ""
    ahead = job.queue_position() - 1
    if ahead >= 0:
        return f"排队中，前面还有 {ahead} 件" if ahead else "马上开始"
    counted = f"{job.done:,} / {job.total:,}" if job.total else ""
    left = time_left(job.seconds_left(timezone.now()))
    return " · ".join(part for part in (job.note or "正在处理", counted, left) if part)


def _why_not(job: Job) -> str:
    if job.is_waiting and job.result.get("counts", {}).get("wrong"):
        return "还有写错的行，不能导入。请改好以后重新上传整份表。"
    if job.is_waiting:
        return "请由上传这份表的人来确认。"
    return "已经确认过了，不用再点。" if job.is_moving else "这件事已经结束了。"
