"""What addresses of schemes and curves name: ours, and those of the other county."""

from tests.access.expect import Target
from tests.access.places import AWAY
from tests.factories.casework import Cast
from tests.factories.evaluations import make_scheme

COUNTY = frozenset({"quxian", "shiji"})


def curves_targets(cast: Cast) -> dict[str, Target]:
    near = make_scheme(cast.tree.xiling, name="近处的方案")
    far = make_scheme(cast.tree.yuanan, name="别处的方案")
    return {
        "scheme": Target({"pk": near.pk}, {"pk": far.pk}, COUNTY, AWAY),
    }
