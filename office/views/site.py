"""网站信息: name, footer and what is published; staff look, managers of the city change."""

from __future__ import annotations

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import SignedInRequest
from accounts.permissions import can_manage
from areas.models import Installation
from office.forms import SiteForm
from office.frame import managers_only, office_page, staff_only
from office.notes import record


@require_safe
@staff_only
def site(request: SignedInRequest) -> HttpResponse:
    installation = _installation()
    names = [name for name in SiteForm.Meta.fields if name != "publishes_comparisons"]
    context = {
        "installation": installation,
        "rows": [
            (Installation._meta.get_field(name).verbose_name, getattr(installation, name))  # type: ignore[union-attr]
            for name in names
        ],
        "may_change": can_manage(request.user, installation.area),
    }
    return office_page(request, "site", "office/site.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def edit_site(request: SignedInRequest) -> HttpResponse:
    installation = _installation()
    if not can_manage(request.user, installation.area):
        raise Http404
    form = SiteForm(request.POST or None, instance=installation)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return office_page(request, "site", "office/site_edit.html", {"form": form}, status)
    with transaction.atomic():
        record(
            request,
            "网站信息：" + "；".join(form.changes()),
            installation.area,
            form.cleaned_data["reason"],
        )
        form.save()
    flash.success(request, "已保存，一分钟内在所有页面生效。")
    return redirect("office:site")


def _installation() -> Installation:
    """The row itself, not the copy that pages may keep for a minute."""
    found = Installation.objects.select_related("area").first()
    if found is None:
        raise Http404
    return found
