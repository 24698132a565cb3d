"""Who acts, and in which role: the name that stands in the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.workflow import TransitionError

if TYPE_CHECKING:
    from accounts.models import User
    from areas.models import Area
    from stations.models import Department, Station


@dataclass(frozen=True)
class Actor:
    """``office`` is set for staff, ``station`` for officers, ``department`` for a department."""

    user: User | None
    label: str
    office: Area | None = None
    station: Station | None = None
    department: Department | None = None

    @classmethod
    def of(cls, by: Actor | User | None) -> Actor:
        """An account that acts in no other role signs with its own name, nobody as the system."""
        if isinstance(by, Actor):
            return by
        return cls(by, str(by)) if by else SYSTEM

    @property
    def person(self) -> User:
        """The account behind the act; the voter and the system have none."""
        if self.user is None:
            raise TransitionError("只有登录的工作人员可以这样做。")
        return self.user


VOTER = Actor(None, "选民")
SYSTEM = Actor(None, "系统")
