"""What addresses at the desk and of mending name: ours, and those of the other county."""

from supervision.attachments import report_file
from supervision.models import Report, Subject
from tests.access.expect import Target
from tests.access.places import AWAY
from tests.factories import evaluations as make
from tests.factories.casework import Cast, make_department, make_representative, make_station
from tests.factories.reports import PDF, asked, upload

COUNTY = frozenset({"quxian", "shiji"})
OWN = frozenset({"bumen"})
READERS = COUNTY | OWN | {"daibiao"}


def follow_up_targets(cast: Cast) -> dict[str, Target]:
    near, far = asked(cast), _far(cast)
    written, far_written = _written(asked(cast)), _written(far)
    make.add_electors(written.subject.evaluation, cast)
    for report, by in ((written, cast.bumen), (far_written, cast.stranger)):
        report.submit([], by=by)
    draft = _written(near)
    return {
        "own report": Target({"pk": near.pk}, {"pk": far.pk}, OWN),
        "draft file": Target({"pk": draft.files.get().pk}, {"pk": far_written.files.get().pk}, OWN),
        "read report": Target({"pk": written.subject_id}, {"pk": far.pk}, READERS, AWAY),
        "read file": Target(
            {"pk": written.files.get().pk}, {"pk": far_written.files.get().pk}, READERS, AWAY
        ),
    }


def _written(subject: Subject) -> Report:
    return Report.write(subject, "一、办了什么", [report_file(upload("附表.pdf", PDF))])


def _far(cast: Cast) -> Subject:
    """Of the other county, whose department has nobody of ours."""
    county = cast.tree.yuanan
    person = make_representative("远安代表", make_station(cast.tree.mingfeng, code="FU1"))
    return asked(
        cast, make_department(county, "远安示例局"), area=county,
        scheme=make.make_scheme(county, name="远安方案"), term=person.seats.get().term,
    )  # fmt: skip
