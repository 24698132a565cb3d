"""Authority over an account: who lacks it is refused, and reads who has it (``accounts.reach``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import can_manage, can_manage_account
from accounts.reach import areas_reached, office_over
from areas.models import Area
from areas.names import office_name

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class BeyondReachError(Exception):
    """The account can do more than the manager has authority over; ``str()`` is for the manager."""


def refuse_beyond(user: User | AnonymousUser, account: User) -> None:
    """At the end of whatever gave the account something, inside the transaction.

    What was given counts as well: nobody gives what is not theirs to give. Raises
    ``BeyondReachError``, which takes it back.
    """
    if not can_manage_account(user, account):
        raise BeyondReachError(words_of_keeper(account))


def words_of_keeper(account: User) -> str:
    """「秦望舒的账号能办理西陵区的事，由西陵区人大常委会的账号管理员开通和重置。」"""
    areas = areas_reached(account)
    return f"{account}的账号能办理{_named(areas)}的事，由{keeper_of(areas)}开通和重置。"


def keeper_beyond(user: User | AnonymousUser, areas: list[Area]) -> str:
    """Who opens an account that reaches these areas, said to managers of some of them.

    "" where the user may, and for whoever has nothing to do with it.
    """
    managed = [can_manage(user, area) for area in areas]
    return keeper_of(areas) if any(managed) and not all(managed) else ""


def keeper_of(areas: list[Area]) -> str:
    """「西陵区人大常委会的账号管理员」: the lowest office with authority over all of them."""
    office = office_over(areas)
    return f"{office_name(office)}的账号管理员" if office else "系统管理员"


def _named(areas: list[Area]) -> str:
    names = list(dict.fromkeys(area.short_name for area in areas))
    return "、".join(names[:4]) + (f"等 {len(names)} 个地区" if len(names) > 4 else "")
