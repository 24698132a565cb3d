"""Who belongs to a group: persons of the area, found by name or pinyin, each once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages as flash
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from portal.office.frame import managers_only, office_page
from portal.office.register import posted_pk, record
from portal.office.views.groups import managed_group, people_around
from portal.office.views.people import with_seats
from portal.office.views.places import search_words
from portal.places import named
from representatives.models import GroupMembership, Representative
from stations.models import Group

MOST_FOUND = 20
LEADER = GroupMembership.Role.LEADER
ROLES = dict(GroupMembership.Role.choices)


@require_safe
@managers_only
def find_members(request: SignedInRequest, pk: int) -> HttpResponse:
    """Persons who match, with what they hold; those already in the group say so."""
    group = managed_group(request, pk)
    query = search_words(request)
    found = list(with_seats(candidates(request, group, query))[: MOST_FOUND + 1]) if query else []
    inside = set(group.memberships.current().values_list("representative", flat=True))
    context: dict[str, Any] = {
        "group": group,
        "typed": query,
        "people": [
            {"person": person, "is_inside": person.pk in inside} for person in found[:MOST_FOUND]
        ],
        "has_more": len(found) > MOST_FOUND,
        "roles": GroupMembership.Role.choices,
    }
    return office_page(request, "groups", "group_find.html", context)


def candidates(request: SignedInRequest, group: Group, query: str) -> Any:
    rows = Representative.objects.serving().looked_after_by(request.user)
    return (
        named(query, rows.filter(people_around(group.area)))
        .select_related("station")
        .order_by("name", "pk")
    )


@require_POST
@managers_only
def add_member(request: SignedInRequest, pk: int) -> HttpResponse:
    group = managed_group(request, pk)
    role = request.POST.get("role", "")
    visible = Representative.objects.looked_after_by(request.user).filter(people_around(group.area))
    person = get_object_or_404(visible, pk=posted_pk(request, "person"))
    role = role if role in ROLES else GroupMembership.Role.MEMBER
    if group.memberships.current().filter(representative=person).exists():
        flash.error(request, f"{person}已经在小组里了。")
        return redirect("office:group", pk)
    today = timezone.localdate()
    try:
        with transaction.atomic():
            stepped = _make_room(group) if role == LEADER else ""
            group.memberships.create(representative=person, role=role, joined_on=today)
            record(request, f"代表小组 {group}", group.area, f"编入{ROLES[role]}{person}{stepped}")
    except IntegrityError:  # somebody else did the same a moment ago
        flash.error(request, f"{person}已经在小组里了，或者刚有人定了组长，请看一下名单。")
        return redirect("office:group", pk)
    flash.success(request, f"{person}已编为{ROLES[role]}{stepped}。")
    return redirect("office:group", pk)


@require_POST
@managers_only
def change_role(request: SignedInRequest, pk: int, member_pk: int) -> HttpResponse:
    group = managed_group(request, pk)
    member = _member(group, member_pk)
    role = request.POST.get("role", "")
    if role not in ROLES or role == member.role:
        return redirect("office:group", pk)
    was = member.get_role_display()
    try:
        with transaction.atomic():
            stepped = _make_room(group) if role == LEADER else ""
            group.memberships.current().filter(pk=member.pk).update(role=role)
            record(
                request, f"代表小组 {group}", group.area,
                f"{member.representative}：{was} → {ROLES[role]}{stepped}",
            )  # fmt: skip
    except IntegrityError:
        flash.error(request, "刚有人定了组长，请看一下名单。")
        return redirect("office:group", pk)
    flash.success(request, f"{member.representative}改为{ROLES[role]}{stepped}。")
    return redirect("office:group", pk)


def _make_room(group: Group) -> str:
    """One leader: who was it becomes a member. 「，原组长李二改为组员」 or ""."""
    leader = group.memberships.current().filter(role=LEADER).select_related("representative")
    was = leader.select_for_update().first()
    if was is None:
        return ""
    was.role = GroupMembership.Role.MEMBER
    was.save(update_fields=["role"])
    return f"，原组长{was.representative}改为组员"


@require_POST
@managers_only
def leave_group(request: SignedInRequest, pk: int, member_pk: int) -> HttpResponse:
    """The membership stays, with the day it ended."""
    group = managed_group(request, pk)
    member = _member(group, member_pk)
    today = timezone.localdate()
    with transaction.atomic():
        member.left_on = max(today, member.joined_on or today)
        member.save(update_fields=["left_on"])
        record(request, f"代表小组 {group}", group.area, f"{member.representative}退出")
    flash.success(request, f"{member.representative}已退出{group}。")
    return redirect("office:group", pk)


def _member(group: Group, pk: int) -> GroupMembership:
    rows = group.memberships.current().select_related("representative")
    return get_object_or_404(rows, pk=pk)
