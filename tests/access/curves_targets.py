"""What addresses of schemes and curves name: ours, and those of the other county."""

from datetime import date

from supervision.models import Lineage
from tests.access.expect import Target
from tests.access.places import AWAY
from tests.factories.casework import Cast, make_department
from tests.factories.curves import make_class, make_reported, make_result, make_year
from tests.factories.evaluations import make_scheme

COUNTY = frozenset({"quxian", "shiji"})


def curves_targets(cast: Cast) -> dict[str, Target]:
    places = cast.tree.xiling, cast.tree.yuanan
    rated = [make_department(area, "改过名的局") for area in places]
    before = [make_department(area, "原来的局") for area in places]
    rows = {
        "scheme": [make_scheme(area, name="曲线的方案") for area in places],
        "unit class": [make_class(area, "曲线的类别") for area in places],
        "lineage": [
            Lineage.objects.create(
                predecessor=old, successor=new, kind=Lineage.Kind.RENAMED, on=date(2025, 1, 1)
            )
            for old, new in zip(before, rated, strict=True)
        ],
        "rated department": rated,
        "reported result": [make_reported(department, 2021) for department in rated],
    }
    targets = {
        name: Target({"pk": near.pk}, {"pk": far.pk}, COUNTY, AWAY)
        for name, (near, far) in rows.items()
    }
    shown = make_department(cast.tree.xiling, "公布过的局")
    make_result(make_year(cast, 2025, state="published"), shown)
    return targets | {
        "published department": Target({"pk": shown.pk}, {"pk": 10**9}),
    }
