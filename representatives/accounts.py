"""Accounts for representatives; see ``stations.accounts``."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from accounts.authority import refuse_beyond
from accounts.models import User
from representatives.models import Representative
from stations.accounts import NameTakenError, account_for, note_account


@transaction.atomic
def open_account(
    person: Representative, *, username: str, actor: User, request: HttpRequest | None = None
) -> User:
    """The representative's account, looked after by the office of the station.

    Raises ``NameTakenError``, and ``BeyondReachError`` where one of the seats is in a congress
    that is not the actor's.
    """
    person = Representative.objects.select_for_update(of=("self",)).get(pk=person.pk)
    area = person.station.area.office_area()
    user = account_for(username=username, name=person.name, area=area, actor=actor)
    if Representative.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise NameTakenError(username)
    person.user = user
    person.save(update_fields=["user"])
    refuse_beyond(actor, user)
    note_account(user, f"代表（{person.station}）", area=area, actor=actor, request=request)
    return user
