"""A station that meets all five standards, each by the least that does."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from messages.models import Message
from messages.states import Rating
from portal.models import Standing
from portal.standards.checking import check_stations
from representatives.models import DutyReport, GroupMembership, MessageCode, Representative
from stations.models import Group, PartyBranch, Station, Visit
from tests.factories import states
from tests.factories.casework import Cast


def days_ago(days: int):
    return timezone.localdate() - timedelta(days=days)


def make_group(area, *people, branch=True, name="第一代表小组", **fields) -> Group:
    party = None
    if branch:
        party = PartyBranch.objects.create(name=f"{name}功能型党支部", area=area)
    group = Group.objects.create(name=name, kind="regional", area=area, branch=party, **fields)
    for number, person in enumerate(people):
        role = "member" if number else "leader"
        GroupMembership.objects.create(group=group, representative=person, role=role)
    return group


def make_visit(station: Station, user, *, days=1, kind=Visit.Kind.RECEPTION) -> Visit:
    return Visit.objects.create(
        station=station, day=days_ago(days), kind=kind, visitors=3, recorded_by=user
    )


def make_report(person: Representative, *, days=30) -> DutyReport:
    return DutyReport.objects.create(
        representative=person, day=days_ago(days), audience="果园路社区选民", attended=40
    )


def meet_all(cast: Cast) -> Message:
    """The station of the cast, from nothing to all five; its one message, answered and rated."""
    person, station = cast.representative, cast.station
    make_group(cast.tree.yunji, person)
    make_visit(station, cast.lianluo)
    Representative.objects.filter(pk=person.pk).update(post="果园路社区书记", publish_post=True)
    Station.objects.filter(pk=station.pk).update(opening_hours="周一至周五 9:00–17:00")
    MessageCode.objects.create(station=station, printed_at=timezone.now())
    make_report(person)
    return states.closed(cast, Rating.SATISFIED)


def standing_of(station: Station) -> Standing:
    """Worked out afresh, for this station alone."""
    check_stations([station.pk])
    return Standing.objects.get(station=station)
