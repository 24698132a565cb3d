"""What addresses of evaluations name: ours, and those of the other county."""

from tests.access.curves_targets import curves_targets
from tests.access.expect import Target
from tests.access.follow_up_targets import follow_up_targets
from tests.access.results_targets import results_targets
from tests.access.running_targets import running_targets
from tests.access.voting_targets import voting_targets
from tests.factories.casework import Cast


def evaluations_targets(cast: Cast) -> dict[str, Target]:
    return {
        **running_targets(cast),
        **curves_targets(cast),
        **results_targets(cast),
        **follow_up_targets(cast),
        **voting_targets(cast),
    }
