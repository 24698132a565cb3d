"""People with accounts, for tests. Nobody here exists."""

from typing import Any

from django.test import Client

from accounts.models import Post, User
from areas.models import Area

PASSWORD = "liaison-test-2026"


def make_user(username: str = "someone", *, name: str = "", **fields: Any) -> User:
    """A signed-up person with the password PASSWORD."""
    phone = fields.pop("phone", None)
    user = User(username=username, name=name or username, **fields)
    user.set_phone(phone)
    user.set_password(PASSWORD)
    user.save()
    return user


def make_staff(
    area: Area, *, role: str = Post.Role.STAFF, username: str = "", name: str = "", **fields: Any
) -> User:
    """A person with a post in the office of an area, and with the account looked after there."""
    if not (username and name):
        count = User.objects.count() + 1
        username, name = username or f"staff{count}", name or f"工作人员{count}"
    user = make_user(username, name=name, area=area, **fields)
    Post.objects.create(user=user, area=area, role=role)
    return user


def signed_in(user: User) -> Client:
    """A browser of theirs, beside the one of `client`."""
    client = Client()
    client.force_login(user)
    return client
