"""Accounts for the people of stations and departments.

An account is opened without a password; the activation slip (``accounts.activation``) lets the
person choose one. Somebody who has an account already, in whatever role, keeps it.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from accounts.authority import refuse_beyond
from accounts.models import AuditEntry, User
from areas.models import Area
from stations.models import Department, LiaisonOfficer


class NameTakenError(Exception):
    """The account name belongs to somebody else."""


def account_for(*, username: str, name: str, area: Area, actor: User) -> User:
    """The account of that name: a new one, or the same person's own within the areas managed.

    Runs inside the caller's transaction. Raises ``NameTakenError`` and ``BeyondReachError``.
    """
    username = User.normalize_username(username)
    existing = User.objects.filter(username=username).first()
    if existing is None:
        user = User(username=username, name=name, area=area)
        user.set_unusable_password()
        user.save()
        return user
    if existing.name != name:
        raise NameTakenError(username)
    refuse_beyond(actor, existing)
    return existing


@transaction.atomic
def open_account(
    officer: LiaisonOfficer, *, username: str, actor: User, request: HttpRequest | None = None
) -> User:
    """The officer's account, looked after by the office of the first station."""
    officer = LiaisonOfficer.objects.select_for_update().get(pk=officer.pk)
    station = officer.stations.select_related("area").order_by("pk")[0]
    area = station.area.office_area()
    user = account_for(username=username, name=officer.name, area=area, actor=actor)
    if LiaisonOfficer.objects.filter(user=user).exclude(pk=officer.pk).exists():
        raise NameTakenError(username)
    officer.user = user
    officer.save(update_fields=["user"])
    refuse_beyond(actor, user)
    note_account(user, f"联络员（{station}）", area=area, actor=actor, request=request)
    return user


@transaction.atomic
def add_member(
    department: Department,
    *,
    username: str,
    name: str,
    actor: User,
    request: HttpRequest | None = None,
) -> User:
    """Somebody more who works for the department."""
    area = department.area.office_area()
    user = account_for(username=username, name=name, area=area, actor=actor)
    department.members.add(user)
    refuse_beyond(actor, user)
    note_account(user, f"{department}的经办人", area=area, actor=actor, request=request)
    return user


@transaction.atomic
def remove_member(
    department: Department, user: User, *, actor: User, request: HttpRequest | None = None
) -> None:
    """The account stays; it no longer sees what the department was assigned."""
    department.members.remove(user)
    AuditEntry.record(
        actor=actor,
        action=AuditEntry.Action.ROLE_CHANGE,
        target=f"{user} 不再经办 {department}",
        area=department.area,
        request=request,
    )


def note_account(
    user: User, role: str, *, area: Area, actor: User, request: HttpRequest | None
) -> None:
    AuditEntry.record(
        actor=actor,
        action=AuditEntry.Action.ROLE_CHANGE,
        target=f"开通账号：{user}，{role}",
        area=area,
        request=request,
    )
