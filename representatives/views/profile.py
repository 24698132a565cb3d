"""What the public reads of a representative: edited by managers, each field switched by itself."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from office.frame import managers_only, office_page
from office.notes import note
from office.pages import back_to, managed
from representatives.forms.profile import ProfileForm
from representatives.views.people import get_representative


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def edit_profile(request: SignedInRequest, pk: int) -> HttpResponse:
    person = managed(request, get_representative(request, pk))
    form = ProfileForm(request.POST or None, request.FILES or None, instance=person)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            changed = "、".join(str(form[name].label) for name in form.changed_data)
            note(request, f"代表公开资料 {person.name}", person.area, changed)
        return back_to(request, "公开的资料改好了。", "representative", pk)
    status = 422 if form.errors else 200
    context = {"form": form, "person": person}
    return office_page(request, "people", "representatives/office/profile.html", context, status)
