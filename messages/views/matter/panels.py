"""Which acts a page of one matter offers to this person, and which of them is the main one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from messages.states import Referral
from messages.views.matter import matter_acts
from messages.views.matter.matter_acts import MATTER_ACTS
from messages.views.matter.share_acts import SHARE_ACTS

if TYPE_CHECKING:
    from accounts.models import User
    from messages.forms.desk import ActForm
    from messages.models import Message, MessageAssignment
    from messages.views.matter.act import Act


@dataclass
class Panel:
    """One act as it stands on the page."""

    act: Act
    label: str
    form: ActForm
    url: str
    anchor: str
    is_open: bool = False
    is_main: bool = False


def panel_of(
    act: Act, user: User, matter: Message, share: MessageAssignment | None = None
) -> Panel:
    thing = share or matter
    form = act.form(name=act.name, user=user, matter=matter, share=share)
    anchor = f"act-{act.name}" + (f"-{share.pk}" if share else "")
    url = reverse(f"desk:{act.name}", args=[thing.pk])
    return Panel(act, act.label_for(thing), form, url, anchor)


def panels_of_matter(user: User, matter: Message) -> list[Panel]:
    return [panel_of(act, user, matter) for act in MATTER_ACTS if act.allowed(user, matter)]


def panels_of_share(user: User, share: MessageAssignment) -> list[Panel]:
    return [
        panel_of(act, user, share.message, share) for act in SHARE_ACTS if act.allowed(user, share)
    ]


def choose_main(panels: list[Panel], matter: Message) -> Panel | None:
    """The one main act: what a person who opens this page most likely came for."""
    wanted = [panel for panel in panels if panel.act.leads]
    if matter.referral == Referral.DECLINE:
        wanted = [panel for panel in panels if panel.act is matter_acts.decline] + wanted
    return next(iter(wanted), None)
