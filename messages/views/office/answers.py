"""Ratings to ask for by telephone, and the answers that the public may read."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from accounts.permissions import office_scope_q
from areas.models import Area
from messages.desk.listing import rows_of
from messages.desk.worklists import listed
from messages.models import Message, Publication
from messages.paging import due_page, key_page, page_urls
from messages.states import State
from office.frame import office_page, staff_only


@require_safe
@staff_only
def callbacks(request: SignedInRequest) -> HttpResponse:
    """Entered by an officer, answered, not rated: somebody else calls. Soonest closing first."""
    user = request.user
    involved = Q(entered_by=user) | Q(replied_by=user, replied_by__isnull=False)
    waiting = Message.objects.open().filter(state=State.REPLIED, entered_by__isnull=False)
    rows = waiting.filter(office_scope_q(user)).exclude(involved)
    marks = (request.GET.get("after", ""), request.GET.get("before", ""))
    page = due_page(listed(rows), after=marks[0], before=marks[1])
    today = timezone.localdate()
    shown = zip(rows_of(page.rows, today), page.rows, strict=True)
    context = {
        "rows": [(row, matter.due_date) for row, matter in shown],
        **page_urls(request, page),
    }
    return office_page(request, "callbacks", "messages/office/callbacks.html", context)


@require_safe
@staff_only
def published(request: SignedInRequest) -> HttpResponse:
    """What was published within the own areas, withdrawn ones included; newest first."""
    inside = Area.objects.filter(office_scope_q(request.user, "")).order_by().values("pk")
    rows = Publication.objects.filter(message__area__in=inside).select_related(
        "message__station", "published_by", "withdrawn_by"
    )
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    page = key_page(rows, after=after, before=before)
    context = {"publications": page.rows, **page_urls(request, page)}
    return office_page(request, "published", "messages/office/published.html", context)
