"""Stations with many people, for what is printed."""

from __future__ import annotations

from portal.boards.content import gather
from representatives.models import MessageCode
from tests.factories.casework import make_officer, make_representative, make_station

NAMES = ("贺知远", "尤嘉木", "古丽努尔·阿卜杜热西提", "䶮㛃𬭊𬘓", "欧阳思远")
POSTS = ("示例社区党委书记、居委会主任", "示例公交公司驾驶员", "")


def make_board_station(area, *, people=2, code="B1", **fields):
    """With a code of its own, ``people`` representatives with codes, the last an officer."""
    station = make_station(area, code=code, **fields)
    MessageCode.objects.create(station=station)
    for n in range(people):
        if n and n == people - 1:
            officer = make_officer(f"周{code}", station)
            MessageCode.objects.create(officer=officer)
            continue
        person = make_representative(NAMES[n % len(NAMES)], station, post=POSTS[n % len(POSTS)])
        MessageCode.objects.create(representative=person)
    return station


def content_of(station):
    return gather([type(station).objects.select_related("area").get(pk=station.pk)])[0]
