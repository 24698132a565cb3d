"""What this app adds to pages for staff: its part of the menu, and what waits at the desk."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from messages.hats import hats_of
from office.register import HeaderLink, Heading, header_link, menu_entry
from supervision.mine import to_do
from supervision.models import Objection, Rectification, Subject
from supervision.states import RectificationState


def undecided(user: User) -> QuerySet[Any]:
    visible = Subject.objects.looked_after_by(user).order_by().values("pk")
    return Objection.objects.filter(subject__in=visible, state=Objection.State.OPEN)


def to_check(user: User) -> QuerySet[Any]:
    return Rectification.objects.looked_after_by(user).filter(state=RectificationState.REPORTED)


HERE = Heading.EVALUATIONS
menu_entry(HERE, 10, "evaluations", "测评", "office:evaluations")
menu_entry(HERE, 20, "objections", "异议", "office:objections", waiting=undecided)
menu_entry(HERE, 30, "rectifications", "整改", "office:rectifications", waiting=to_check)
menu_entry(HERE, 40, "curves", "曲线图", "office:curves")
menu_entry(HERE, 50, "schemes", "方案", "office:schemes")


@header_link(30)
def mine(user: User) -> HeaderLink | None:
    """For representatives and members of departments; one query, none for others."""
    hats = hats_of(user)
    if hats.reader is None and not hats.departments:
        return None
    waiting = to_do(user)
    return HeaderLink("测评", reverse("supervision:mine"), waiting.total, waiting.words)
