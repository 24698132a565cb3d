"""What the staff pages of this app share: the area asked for, lists of one evaluation."""

from __future__ import annotations

from django.http import Http404

from accounts.http import SignedInRequest
from accounts.models import User
from accounts.permissions import can_manage, managed_areas, office_scope_q, offices_of
from areas.models import Area
from office.lists import Listing
from supervision.models import Evaluation
from supervision.models.evaluations import EvaluationQuerySet

LONGEST_CODE = 12
BEHIND = 1000  # more than there are places on a ballot


class OfEvaluation(Listing):
    """A list of one evaluation, its ``owner``, for those who look after that."""

    part = "evaluations"
    template = "supervision/office/of_evaluation.html"

    @classmethod
    def owners(cls, user: User) -> EvaluationQuerySet:
        visible = Evaluation.objects.looked_after_by(user)
        return visible.select_related("area", "scheme", "term__congress")

    def page_words(self) -> tuple[str, ...]:
        return (self.owner.title,)


def area_asked_for(request: SignedInRequest) -> Area:
    """「?area=420502」"""
    return area_named(request.user, request.GET.get("area") or request.POST.get("area") or "")


def area_named(user: User, code: str) -> Area:
    """Within the own offices; the first of them without a code, 404 for somebody else's."""
    own, code = managed_areas(user) or offices_of(user), code[:LONGEST_CODE]
    if not code:
        return own[0]
    known = next((area for area in own if area.code == code), None)
    if known:
        return known
    within = Area.objects.filter(office_scope_q(user, ""))
    found = within.filter(code=code.replace("\0", "")).first()
    if found is None:
        raise Http404
    return found


def managed_area(request: SignedInRequest) -> Area:
    """The same, for somebody who manages it."""
    area = area_asked_for(request)
    if not can_manage(request.user, area):
        raise Http404
    return area
