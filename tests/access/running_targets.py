"""What addresses of running evaluations name: ours, and those of the other county."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from supervision.models import Elector, Evaluation, Subject, TellerSheet
from tests.access.expect import Target
from tests.factories import evaluations as make
from tests.factories.casework import Cast, make_department, make_representative, make_station

# The county and the city; nobody below, and the superuser has no office.
UP, AWAY = frozenset({"quxian", "shiji"}), frozenset({"stranger", "shiji"})


def running_targets(cast: Cast) -> dict[str, Target]:
    ours, running = make.ready(cast), make.opened(cast)
    theirs = _elsewhere(cast)
    pair = (ours, theirs)
    subjects = [evaluation.subjects.first() for evaluation in pair]
    near, far = sheets = _sheets(running, theirs, cast)
    reports = [make.handed_in(subject, cast.quxian) for subject in subjects]
    return {
        "evaluation": _seen(*pair),
        "open evaluation": _seen(running, theirs),
        "subject": _named("subject_pk", subjects),
        "elector": _named("elector_pk", [evaluation.electors.first() for evaluation in pair]),
        # each teller's own, and nobody else's, until the other has entered one, too
        "sheet": Target(
            {"pk": near.pk}, {"pk": far.pk}, frozenset({"quxian"}), frozenset({"stranger"})
        ),
        "sheet of a teller": _seen(*sheets),
        "report": _named("subject_pk", [report.subject for report in reports]),
    }


def _seen(own: Any, other: Any) -> Target:
    return Target({"pk": own.pk}, {"pk": other.pk}, UP, AWAY)


def _named(name: str, rows: list[Any]) -> Target:
    """Addresses that name an evaluation and something of it."""
    own, other = ({"pk": row.evaluation_id, name: row.pk} for row in rows)
    return Target(own, other, UP, AWAY)


def _sheets(ours: Evaluation, theirs: Evaluation, cast: Cast) -> list[TellerSheet]:
    sheets = [
        TellerSheet(evaluation=one, teller=teller, issued=0, returned=0, scan_name="计票单.pdf")
        for one, teller in ((ours, cast.quxian), (theirs, cast.stranger))
    ]
    for sheet in sheets:
        sheet.scan.save("scan", ContentFile(b"%PDF-1.7 %%EOF"))
    return sheets


def _elsewhere(cast: Cast) -> Evaluation:
    """The other county's, in preparation, with an object and an elector."""
    county = cast.tree.yuanan
    person = make_representative(
        "远安代表", make_station(cast.tree.fengshan, code="EV1", name="凤山站")
    )
    evaluation = make.make_evaluation(
        cast,
        area=county,
        scheme=make.make_scheme(county),
        term=person.seats.get().term,
        created_by=cast.stranger,
    )
    Subject.objects.create(evaluation=evaluation, department=make_department(county, "远安某局"))
    Elector.objects.create(evaluation=evaluation, representative=person)
    return evaluation
