"""What stands on the ballot, in which order; a ballot that looks different is tried again."""

import pytest
from django.urls import reverse

from supervision.ballots import casting, credentials
from supervision.models import Evaluation, Receipt, Subject, UnitClass, UrnMark
from tests.factories import evaluations as make
from tests.factories.casework import make_department

pytestmark = pytest.mark.django_db


def at(name, evaluation):
    return reverse(f"office:{name}", args=[evaluation.pk])


@pytest.mark.parametrize("change", ["subject", "order", "scheme"])
def test_a_ballot_that_looks_different_is_tried_again(staff, cast, change):
    evaluation = make.ready(cast)
    if change == "subject":
        staff.post(
            at("evaluation_remove_subject", evaluation), {"subject": evaluation.subjects.last().pk}
        )
    elif change == "order":
        staff.post(at("evaluation_order_subjects", evaluation), {"how": "class"})
    else:
        options = [option.copied() for option in make.options_of(evaluation)]
        evaluation.scheme.revise(options[:3], [])
    evaluation.refresh_from_db()
    assert evaluation.obstacles() == ["还没有试投过。"]


def test_opening_leaves_nothing_of_a_trial_in_the_urns(cast):
    evaluation = make.ready(cast)
    credential = credentials.trial(evaluation)
    casting.cast(credential, make.marks(evaluation), receipt=credentials.new_code())
    evaluation.open(by=cast.quxian)
    assert (UrnMark.objects.count(), Receipt.objects.count()) == (0, 0)


def test_opening_hangs_up_names_and_classes_of_the_day(cast):
    evaluation = make.ready(cast)
    first = evaluation.subjects.first()
    livelihood = UnitClass.objects.create(area=cast.tree.xiling, name="民生服务")
    first.department.name = "改了名的局"
    first.department.save()
    livelihood.departments.create(department=first.department)
    evaluation.open(by=cast.quxian)
    first.refresh_from_db()
    assert (first.named, first.unit_class) == ("改了名的局", livelihood)


def test_objects_stand_in_the_order_that_was_numbered(staff, cast):
    evaluation = make.ready(cast)
    first, second, third = evaluation.subjects.all()
    url = at("evaluation_order_subjects", evaluation)
    staff.post(url, {f"place-{third.pk}": "1", f"place-{second.pk}": "x"})
    assert list(evaluation.subjects.all()) == [third, first, second]
    staff.post(url, {f"place-{third.pk}": "3"})
    assert list(evaluation.subjects.all()) == [first, second, third]


def test_objects_can_stand_by_class(staff, cast):
    evaluation = make.ready(cast)
    *_, last = evaluation.subjects.all()
    last.unit_class = UnitClass.objects.create(area=cast.tree.xiling, name="民生服务")
    last.save()
    staff.post(at("evaluation_order_subjects", evaluation), {"how": "class"})
    assert evaluation.subjects.first() == last


def test_who_presses_after_a_colleague_adds_what_is_missing(staff, cast, monkeypatch):
    evaluation = make.make_evaluation(cast)
    second = make_department(cast.tree.xiling, "西陵区教育局（示例）")
    begin = Evaluation.begin_change

    def a_colleague_was_first(found):
        Subject.objects.create(evaluation=found, department=cast.county_bureau)
        begin(found)

    monkeypatch.setattr(Evaluation, "begin_change", a_colleague_was_first)
    staff.post(at("evaluation_add_subjects", evaluation), {"how": "all"})
    on_it = [one.department for one in evaluation.subjects.all()]
    assert on_it == [cast.county_bureau, second]
