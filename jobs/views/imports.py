"""Starting an import: what can be imported, the template, the upload."""

from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from areas.models import Area
from jobs.forms import UploadForm
from jobs.import_files import template
from jobs.imports import TableImport, all_imports, can_import, get_import, import_scope
from jobs.job_kinds import CHECK, IMPORT
from jobs.models import Job, start_job

NOT_ALLOWED = "导入名册由本级人大的账号管理员来做。需要的话，请找他们，或者找上一级。"


@never_cache
@require_safe
def import_index(request: HttpRequest) -> HttpResponse:
    user = importing_user(request)
    scope = import_scope(user)
    kinds = [{"kind": cls, "count": counted(cls, user, scope)} for cls in all_imports()]
    recent = Job.objects.filter(created_by=user, kind=IMPORT).defer("params", "result")
    context = {"kinds": kinds, "recent": recent.order_by("-id")[:5], "scope": scope}
    return render(request, "jobs/import_index.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_start(request: HttpRequest, slug: str) -> HttpResponse:
    user = importing_user(request)
    kind = wanted_import(slug)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        job = start_job(
            kind=IMPORT,
            step=CHECK,
            label=f"导入{kind.label}",
            created_by=user,
            area=next(iter(import_scope(user)), None),
            params={"slug": slug},
            input_file=form.cleaned_data["file"],
        )
        flash.success(request, "已经收到这份表，正在核对。")
        return redirect(job)
    context = {"kind": kind, "form": form, "scope": import_scope(user)}
    return render(request, "jobs/import_start.html", context)


@require_safe
def import_template(request: HttpRequest, slug: str) -> FileResponse:
    importing_user(request)
    kind = wanted_import(slug)
    return FileResponse(template(kind), as_attachment=True, filename=f"{kind.label}-模板.xlsx")


def importing_user(request: HttpRequest) -> User:
    if not (isinstance(request.user, User) and can_import(request.user)):
        raise PermissionDenied(NOT_ALLOWED)
    return request.user


def counted(cls: type[TableImport], user: User, scope: list[Area]) -> str:
    count = cls(actor=user, scope=scope).count(scope)
    return "" if count is None else f"{count:,}"


def wanted_import(slug: str) -> type[TableImport]:
    kind = get_import(slug)
    if kind is None:
        raise Http404
    return kind
