"""What stands on the ballot, in which order; a ballot that looks different is tried again."""

import pytest
from django.urls import reverse

from supervision.ballots import credentials
from supervision.ballots.casting import cast
from supervision.models import Evaluation, Receipt, Subject, UnitClass, UrnMark
from tests.factories import evaluations as make
from tests.factories.casework import make_cast, make_department

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return make_cast()


@pytest.fixture
def staff(people, client):
    client.force_login(people.quxian)
    return client


def at(name, evaluation):
    return reverse(f"office:{name}", args=[evaluation.pk])


@pytest.mark.parametrize("change", ["subject", "order", "scheme"])
def test_a_ballot_that_looks_different_is_tried_again(staff, people, change):
    evaluation = make.ready(people)
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


def test_opening_leaves_nothing_of_a_trial_in_the_urns(people):
    evaluation = make.ready(people)
    credential = credentials.trial(evaluation)
    cast(credential, make.marks(evaluation), receipt=credentials.new_code())
    evaluation.open(by=people.quxian)
    assert (UrnMark.objects.count(), Receipt.objects.count()) == (0, 0)


def test_opening_hangs_up_names_and_classes_of_the_day(people):
    evaluation = make.ready(people)
    first = evaluation.subjects.first()
    livelihood = UnitClass.objects.create(area=people.tree.xiling, name="民生服务")
    first.department.name = "改了名的局"
    first.department.save()
    livelihood.departments.create(department=first.department)
    evaluation.open(by=people.quxian)
    first.refresh_from_db()
    assert (first.named, first.unit_class) == ("改了名的局", livelihood)


def test_objects_stand_in_the_order_that_was_numbered(staff, people):
    evaluation = make.ready(people)
    first, second, third = evaluation.subjects.all()
    url = at("evaluation_order_subjects", evaluation)
    staff.post(url, {f"place-{third.pk}": "1", f"place-{second.pk}": "x"})
    assert list(evaluation.subjects.all()) == [third, first, second]
    staff.post(url, {f"place-{third.pk}": "3"})
    assert list(evaluation.subjects.all()) == [first, second, third]


def test_objects_can_stand_by_class(staff, people):
    evaluation = make.ready(people)
    *_, last = evaluation.subjects.all()
    last.unit_class = UnitClass.objects.create(area=people.tree.xiling, name="民生服务")
    last.save()
    staff.post(at("evaluation_order_subjects", evaluation), {"how": "class"})
    assert evaluation.subjects.first() == last


def test_who_presses_after_a_colleague_adds_what_is_missing(staff, people, monkeypatch):
    evaluation = make.make_evaluation(people)
    second = make_department(people.tree.xiling, "西陵区教育局（示例）")
    begin = Evaluation.begin_change

    def a_colleague_was_first(found):
        Subject.objects.create(evaluation=found, department=people.county_bureau)
        begin(found)

    monkeypatch.setattr(Evaluation, "begin_change", a_colleague_was_first)
    staff.post(at("evaluation_add_subjects", evaluation), {"how": "all"})
    on_it = [one.department for one in evaluation.subjects.all()]
    assert on_it == [people.county_bureau, second]
