"""Who belongs to a group or to a party branch: persons of the county, found by name or pinyin.

Each person once at a time, one leader and one secretary; in a branch party members only. What
is refused comes from the memberships themselves (`representatives/models/memberships.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages as flash
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from office.frame import managers_only, office_page
from office.notes import record
from office.paging import posted_pk, search_words
from representatives.models import (
    BranchMembership,
    GroupMembership,
    Representative,
    RepresentativeQuerySet,
)
from representatives.views.branches import managed_branch
from representatives.views.groups import managed_group, people_around
from representatives.views.people import with_seats
from stations.models import Group, PartyBranch

MOST_FOUND = 20
CHANGED_MEANWHILE = "刚有人改过名单，请看一下再试。"


@dataclass(frozen=True)
class Kind:
    """What differs between the two. ``first`` is the role that only one member has."""

    label: str
    inside: str
    title: str
    hint: str
    get: Callable[[SignedInRequest, int], Any]
    roles: type[models.TextChoices]
    first: str
    part: str
    page: str
    add: str
    only: dict[str, bool] = field(default_factory=dict)


KINDS = {
    "group": Kind(
        "代表小组",
        "小组",
        "编入成员",
        "只找得到本县（市、区）在任的代表。",
        managed_group,
        GroupMembership.Role,
        GroupMembership.Role.LEADER,
        "groups",
        "office:group",
        "office:add_member",
    ),
    "branch": Kind(
        "党支部",
        "支部",
        "编入党员",
        "只找得到本县（市、区）在任、登记为中共党员的代表。",
        managed_branch,
        BranchMembership.Role,
        BranchMembership.Role.SECRETARY,
        "branches",
        "office:branch",
        "office:add_comrade",
        {"is_party_member": True},
    ),
}


@require_safe
@managers_only
def find_members(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Persons who match, with what they hold; those already inside say so."""
    of = KINDS[kind]
    body = of.get(request, pk)
    query = search_words(request)
    found = list(_candidates(request, of, body, query)[: MOST_FOUND + 1]) if query else []
    inside = set(body.memberships.current().values_list("representative", flat=True))
    context: dict[str, Any] = {
        "body": body,
        "of": of,
        "typed": query,
        "people": [
            {"person": person, "is_inside": person.pk in inside} for person in found[:MOST_FOUND]
        ],
        "has_more": len(found) > MOST_FOUND,
    }
    return office_page(request, of.part, "representatives/office/members_find.html", context)


def _candidates(request: SignedInRequest, of: Kind, body: Group | PartyBranch, query: str) -> Any:
    around = _around(request, body).filter(**of.only)
    return with_seats(around.named(query)).select_related("station").order_by("name", "pk")


def _around(request: SignedInRequest, body: Group | PartyBranch) -> RepresentativeQuerySet:
    """Who may become a member: serves, and is at a station of the same county."""
    rows = Representative.objects.serving().looked_after_by(request.user)
    return rows.filter(people_around(body.area))


@require_POST
@managers_only
def add_member(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    of = KINDS[kind]
    body = of.get(request, pk)
    person = get_object_or_404(_around(request, body), pk=posted_pk(request, "person"))
    role = request.POST.get("role", "")
    role = role if role in of.roles.values else "member"
    member = body.memberships.model(
        **{kind: body}, representative=person, role=role, joined_on=timezone.localdate()
    )
    try:
        with transaction.atomic():
            stepped = _make_room(of, body) if role == of.first else ""
            member.full_clean()
            member.save()
            words = f"{person}编为{of.roles(role).label}{stepped}"
            record(request, f"{of.label} {body}", body.area, words)
    except ValidationError as error:
        flash.error(request, "".join(error.messages))
    except IntegrityError:  # somebody else did the same a moment ago
        flash.error(request, CHANGED_MEANWHILE)
    else:
        flash.success(request, f"{words}。")
    return redirect(of.page, pk)


@require_POST
@managers_only
def change_role(request: SignedInRequest, kind: str, pk: int, member_pk: int) -> HttpResponse:
    of = KINDS[kind]
    body = of.get(request, pk)
    member = _member(body, member_pk)
    role = request.POST.get("role", "")
    if role not in of.roles.values or role == member.role:
        return redirect(of.page, pk)
    try:
        with transaction.atomic():
            stepped = _make_room(of, body) if role == of.first else ""
            if not body.memberships.current().filter(pk=member.pk).update(role=role):
                raise IntegrityError("left meanwhile")  # nobody steps down for who is gone
            was, now = member.get_role_display(), of.roles(role).label
            words = f"{member.representative}：{was} → {now}{stepped}"
            record(request, f"{of.label} {body}", body.area, words)
    except IntegrityError:  # somebody else did the same a moment ago
        flash.error(request, CHANGED_MEANWHILE)
    else:
        flash.success(request, f"{words}。")
    return redirect(of.page, pk)


def _make_room(of: Kind, body: Group | PartyBranch) -> str:
    """Only one is first: who was it stays as a member. 「，原组长李二改为组员」 or ""."""
    rows = body.memberships.current().filter(role=of.first).select_related("representative")
    was = rows.select_for_update().first()
    if was is None:
        return ""
    was.role = "member"
    was.save(update_fields=["role"])
    first, member = of.roles(of.first).label, of.roles("member").label
    return f"，原{first}{was.representative}改为{member}"


@require_POST
@managers_only
def leave(request: SignedInRequest, kind: str, pk: int, member_pk: int) -> HttpResponse:
    """The membership stays, with the day it ended."""
    of = KINDS[kind]
    body = of.get(request, pk)
    member = _member(body, member_pk)
    today = timezone.localdate()
    with transaction.atomic():
        member.left_on = max(today, member.joined_on or today)
        member.save(update_fields=["left_on"])
        record(request, f"{of.label} {body}", body.area, f"{member.representative}退出")
    flash.success(request, f"{member.representative}已退出{body}。")
    return redirect(of.page, pk)


def _member(body: Group | PartyBranch, pk: int) -> Any:
    rows = body.memberships.current().select_related("representative")
    return get_object_or_404(rows, pk=pk)
