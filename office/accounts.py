"""The accounts of people, as their pages show them."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from areas.dates import chinese_datetime


def account_words(user: User | None) -> str:
    """「未开通」「等本人激活」「上次登录 11 月 3 日 09:12」"""
    if user is None:
        return "未开通"
    if not user.is_active:
        return "已停用"
    if user.last_login:
        return f"上次登录 {chinese_datetime(user.last_login)}"
    return "已设密码，还没登录过" if user.has_usable_password() else "等本人激活"


def account_lines(user: User, found: list[User]) -> list[dict[str, Any]]:
    """Accounts with their state, and whether this manager may hand out their slips; one query.

    Managers read of those that they may not manage who does.
    """
    mine = set(User.objects.visible_to(user).filter(pk__in=[one.pk for one in found]))
    return [
        {
            "user": account,
            "state": account_words(account),
            "may_manage": account in mine,
        }
        for account in found
    ]
