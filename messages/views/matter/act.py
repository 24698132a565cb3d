"""An act on a matter or on a department's share: its button, its form, who may, and the deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from messages.forms.desk import ActForm, NoWordsForm

if TYPE_CHECKING:
    from accounts.models import User
    from casework.actors import Actor

Deed = Callable[[Any, Any, "Actor"], str | None]


@dataclass(frozen=True)
class Act:
    """``deed(matter or share, form, actor)`` does it; what it returns is said instead of ``done``.

    ``leads`` acts may be the page's one main act, in the order of their table. ``key`` is a
    letter on the keyboard, ``hint`` stands under the form.
    """

    deed: Deed
    label: str | Callable[[Any], str]
    allowed: Callable[[User, Any], bool]
    done: str = ""
    form: type[ActForm] = NoWordsForm
    key: str = ""
    hint: str = ""
    leads: bool = False
    template: str = "desk/actions/_form.html"

    @property
    def name(self) -> str:
        """The URL's name in ``desk:``, and the action's in the state table where it is one."""
        return self.deed.__name__

    @property
    def slug(self) -> str:
        return self.name.replace("_", "-")

    @property
    def is_one_tap(self) -> bool:
        return self.form is NoWordsForm

    def label_for(self, thing: Any) -> str:
        return self.label if isinstance(self.label, str) else self.label(thing)


def act(
    label: str | Callable[[Any], str], allowed: Callable[[User, Any], bool], **options: Any
) -> Callable[[Deed], Act]:
    """Make an act of the deed that follows."""
    return lambda deed: Act(deed, label, allowed, **options)
