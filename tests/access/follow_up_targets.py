"""What addresses at the desk and of mending name: ours, and those of the other county."""

from areas.models import Area
from supervision.models import Rectification, Report, ReportFile, Subject
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
    told, far_told = _told(cast, cast.tree.xiling), _told(cast, cast.tree.yuanan)
    told.department.members.add(cast.bumen)
    mends = [_mend(subject, cast) for subject in (told, far_told)]
    return {
        "own result": Target({"pk": told.pk}, {"pk": far_told.pk}, OWN),
        "own mending": Target({"pk": mends[0].pk}, {"pk": mends[1].pk}, OWN),
        "rectification": Target({"pk": mends[0].pk}, {"pk": mends[1].pk}, COUNTY, AWAY),
        "own report": Target({"pk": near.pk}, {"pk": far.pk}, OWN),
        "draft file": Target({"pk": draft.files.get().pk}, {"pk": far_written.files.get().pk}, OWN),
        "read report": Target({"pk": written.subject_id}, {"pk": far.pk}, READERS, AWAY),
        "read file": Target(
            {"pk": written.files.get().pk}, {"pk": far_written.files.get().pk}, READERS, AWAY
        ),
    }


def _written(subject: Subject) -> Report:
    return Report.write(subject, "一、办了什么", [ReportFile.of(upload("附表.pdf", PDF))])


def _told(cast: Cast, area: Area) -> Subject:
    """The first object of a counted evaluation, which has feedback."""
    evaluation = make.counted(cast, area=area, ballots=[0] * 3, departments=1)
    subject: Subject = evaluation.subjects.get()
    evaluation.give_feedback(subject, "请改进", by=cast.quxian)
    return subject


def _mend(subject: Subject, cast: Cast) -> Rectification:
    return Rectification.objects.demand(
        subject, title="排队时间长", demand="缩短", days=10, by=cast.quxian
    )


def _far(cast: Cast) -> Subject:
    """Of the other county, whose department has nobody of ours."""
    county = cast.tree.yuanan
    person = make_representative("远安代表", make_station(cast.tree.mingfeng, code="FU1"))
    return asked(
        cast,
        make_department(county, "远安示例局"),
        area=county,
        scheme=make.make_scheme(county, name="远安方案"),
        term=person.seats.get().term,
    )
