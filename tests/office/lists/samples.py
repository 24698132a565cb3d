"""For each list a page and a way to put one row more on it. A list without one fails the tests."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.models import AuditEntry
from tests.factories.casework import Cast

Action = AuditEntry.Action


@dataclass(frozen=True)
class Sample:
    """``add`` puts row number ``n`` (0, 1, 2) where ``user`` sees it."""

    url: Callable[[Cast], str]
    add: Callable[[Cast, int], Any]
    user: str = "shiji"


def at(name: str) -> Callable[[Cast], str]:
    return lambda cast: reverse(name)


def noted(action: str) -> Callable[[Cast, int], Any]:
    return lambda cast, n: AuditEntry.record(
        actor=cast.lianluo, action=action, target=f"第 {n} 件", area=cast.tree.guoyuanlu
    )


SAMPLES = {
    "reveals": Sample(at("office:reveals"), noted(Action.PHONE_REVEAL)),
    "audit": Sample(at("office:audit"), noted(Action.SETTINGS_CHANGE)),
}
