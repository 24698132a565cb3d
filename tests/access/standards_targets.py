"""Stations with their five standards, and figures reported in the past."""

from datetime import date

from portal.models import ReportedFigure
from tests.access.expect import Target
from tests.access.places import AWAY, UP, other_person
from tests.factories.casework import Cast


def make_figure(area, key="stations", **fields) -> ReportedFigure:
    values = {
        "topic": "站点网络",
        "label": "代表联络站",
        "value": 45,
        "unit": "个",
        "as_of": date(2023, 8, 9),
        "source": "湖北人大网",
    } | fields
    return ReportedFigure.objects.create(key=key, area=area, **values)


def standards_targets(cast: Cast) -> dict[str, Target]:
    near, far = make_figure(cast.tree.xiling, "near"), make_figure(cast.tree.yuanan, "far")
    away = other_person(cast).station
    return {
        "standing": Target({"pk": cast.station.pk}, {"pk": away.pk}, UP, AWAY),
        "reported figure": Target(
            {"pk": near.pk}, {"pk": far.pk}, frozenset({"quxian", "shiji"}), AWAY
        ),
    }
