"""Before opening, managers try the ballot; what they cast is counted on the spot and thrown away."""

import pytest
from django.urls import reverse

from supervision.models import Evaluation, Receipt, UrnMark, UrnRemark
from tests.factories import evaluations as make
from tests.factories.accounts import signed_in


@pytest.fixture
def evaluation(cast):
    found = make.ready(cast)
    Evaluation.objects.filter(pk=found.pk).update(tried_at=None)
    found.refresh_from_db()
    return found


def at(name, evaluation):
    return reverse(f"office:{name}", args=[evaluation.pk])


def filled(evaluation):
    marks = make.marks(evaluation)
    return {f"m-{subject}": str(option) for subject, option in marks.items()}


def test_the_trial_ballot_is_the_ballot(cast, evaluation):
    page = signed_in(cast.quxian).get(at("evaluation_trial", evaluation)).content.decode()
    assert "这是试投" in page
    assert page.count('type="radio"') == 12


def test_a_trial_is_counted_thrown_away_and_recorded(cast, evaluation):
    data = filled(evaluation)
    data.pop(f"m-{evaluation.subjects.first().pk}")
    client = signed_in(cast.quxian)
    assert (
        "投进票箱" in client.post(at("evaluation_trial_check", evaluation), data).content.decode()
    )
    page = client.post(at("evaluation_trial_cast", evaluation), data).content.decode()
    assert page.count("<td>1</td>") == 3
    assert page.count("<td>0</td>") == 12
    assert [table.objects.count() for table in (UrnMark, UrnRemark, Receipt)] == [0, 0, 0]
    evaluation.refresh_from_db()
    assert evaluation.tried_at is not None
    assert [event.kind for event in evaluation.events.all()][-1] == "trial"


def test_after_opening_nobody_tries(cast, evaluation):
    signed_in(cast.quxian).post(at("evaluation_trial_cast", evaluation), filled(evaluation))
    evaluation.refresh_from_db()
    evaluation.open(by=cast.quxian)
    for name in ("evaluation_trial", "evaluation_trial_check", "evaluation_trial_cast"):
        answer = signed_in(cast.quxian).post(at(name, evaluation), filled(evaluation))
        assert answer.status_code == 404


@pytest.mark.parametrize("role", ["stranger", "daibiao", "jiedao"])
def test_only_managers_of_the_area_try(cast, evaluation, role):
    client = signed_in(getattr(cast, role))
    for name in ("evaluation_trial", "evaluation_trial_check", "evaluation_trial_cast"):
        assert client.post(at(name, evaluation), filled(evaluation)).status_code == 404
    evaluation.refresh_from_db()
    assert evaluation.tried_at is None
