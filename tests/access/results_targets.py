"""What addresses of results name: ours, and those of the other county."""

from typing import Any

from django.utils import timezone

from supervision.models import Evaluation, Objection
from tests.access.expect import Target
from tests.factories import evaluations as make
from tests.factories.casework import Cast

UP = frozenset({"quxian", "shiji"})
AWAY = frozenset({"stranger", "shiji"})
FEW: dict[str, Any] = {"ballots": [0] * 3, "departments": 1}


def results_targets(cast: Cast) -> dict[str, Target]:
    away = cast.tree.yuanan
    counted = make.counted(cast, **FEW), make.counted(cast, area=away, **FEW)

    def seen(own: Any, other: Any) -> Target:
        return Target({"pk": own.pk}, {"pk": other.pk}, UP, AWAY)

    return {
        "closed evaluation": seen(make.closed(cast, **FEW), make.closed(cast, area=away, **FEW)),
        "result": seen(*counted),
        "objection": seen(*(make_objection(one, cast) for one in counted)),
        # Everybody reads a published one; of another there is no sign.
        "published result": Target(
            {"pk": make.published(cast, **FEW).pk}, {"pk": make.counted(cast, **FEW).pk}
        ),
    }


def make_objection(evaluation: Evaluation, cast: Cast) -> Objection:
    return Objection.objects.create(
        subject=evaluation.subjects.get(),
        text="请核对纸质票。",
        raised_by=cast.bumen,
        raised_at=timezone.now(),
    )
