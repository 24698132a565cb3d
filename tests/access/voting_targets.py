"""What addresses of ballots name: ours, and those of the other county."""

from supervision.models import Evaluation, SlipBatch
from tests.access.expect import Target
from tests.factories import evaluations as make
from tests.factories.casework import Cast
from tests.factories.reports import attached


def voting_targets(cast: Cast) -> dict[str, Target]:
    evaluation = make.opened(cast, year=2019, title="投票测评", electors=2)
    voted = evaluation.electors.exclude(representative=cast.representative).get()
    receipt = make.vote(evaluation, voted.representative)
    elsewhere = Evaluation.objects.filter(area=cast.tree.yuanan, state="preparing")
    other = elsewhere.exclude(electors__representative=cast.representative).first()
    assert other is not None, "running_targets prepares one of the other county"
    code = make.print_slips(evaluation)[0]
    file = attached(make.handed_in(evaluation.subjects.first(), cast.quxian))
    subject = file.report.subject_id
    elector = frozenset({"daibiao"})
    batches = [
        SlipBatch.objects.create(evaluation=one, amount=1, printed_by=one.created_by)
        for one in (evaluation, other)
    ]
    up, away = frozenset({"quxian", "shiji"}), frozenset({"stranger", "shiji"})
    return {
        "slips": Target(
            *({"pk": one.evaluation_id, "batch_pk": one.pk} for one in batches), up, away
        ),
        "ballot": Target({"pk": evaluation.pk}, {"pk": other.pk}, elector, frozenset()),
        "slip": Target({"code": code}, {"code": "a" * 26}),
        "slip and object": Target({"code": code, "pk": subject}, {"code": "a" * 26, "pk": subject}),
        "slip and file": Target({"code": code, "pk": file.pk}, {"code": "a" * 26, "pk": file.pk}),
        "receipt": Target(
            {"pk": evaluation.pk, "receipt": receipt}, {"pk": other.pk, "receipt": receipt}
        ),
    }
