"""Who may do what with an evaluation: each predicate for everybody and every state, whole."""

import pytest
from django.utils import timezone

from accounts.models import User
from supervision import permissions as may
from supervision.models import Objection, Rectification
from tests.factories import evaluations as make
from tests.factories.accounts import make_staff, make_user
from tests.factories.casework import make_cast
from tests.factories.predicates import allowed, each, rules_of
from tests.neighbours import built_before

MANAGERS = "quxian shiji"
STAFF = "erguan"  # of the county, who manages nothing
EVERYBODY = (
    "daibiao lianluo cunju zhanban bumen jiedao quxian shiji stranger erguan guanli jipiao1 jipiao2"
)
BEFORE_COUNT = {"preparing", "opened", "on_paper"}
EVERY = BEFORE_COUNT | {"counted", "published"}

# Managing without an office (guanli, an administrator of the system) runs nothing.
OF_AN_EVALUATION = {
    may.can_run: {MANAGERS: EVERY},
    may.can_edit: {MANAGERS: {"preparing"}},
    may.can_tell: {MANAGERS: {"opened", "on_paper"}, STAFF: {"opened", "on_paper"}},
    may.can_see_results: {
        EVERYBODY: {"published"},
        MANAGERS: {"counted", "published"},
        STAFF: {"counted", "published"},
    },
}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker):
        cast = make_cast()
        make_staff(cast.tree.xiling, username="erguan", name="区人大二")
        make_user("guanli", is_superuser=True)
        tellers = [make_user("jipiao1"), make_user("jipiao2")]
        on_paper = make.opened(cast)
        make.enter_paper(on_paper, tellers=tellers)
        on_paper.close(by=cast.quxian)
        make.make_evaluation(cast, area=cast.tree.yuanan)  # what the stranger looks after
        yield (
            cast,
            {
                "preparing": make.ready(cast),
                "opened": make.opened(cast),
                "on_paper": on_paper,
                "counted": make.counted(cast),
                "published": make.published(cast),
            },
        )


@pytest.fixture
def evaluations(built, db):
    rows = built[1]
    return {name: type(row).objects.get(pk=row.pk) for name, row in rows.items()}


@pytest.fixture
def people(db):
    return list(User.objects.filter(username__in=EVERYBODY.split()))


@pytest.mark.parametrize("predicate", OF_AN_EVALUATION, ids=lambda one: one.__name__)
def test_of_an_evaluation_this_is_for_these_and_nobody_else(predicate, evaluations, people):
    assert allowed(people, predicate, evaluations) == each(OF_AN_EVALUATION[predicate])


def test_the_sheets_are_read_by_both_tellers_and_nobody_else_before_the_count(evaluations, people):
    evaluation = evaluations["on_paper"]
    both = list(evaluation.teller_sheets.all())
    amounts = {"none": [], "one": both[:1], "both": both}
    found = allowed(
        people, lambda user, sheets: may.can_see_sheets(user, evaluation, sheets), amounts
    )
    assert found == each({"jipiao1 jipiao2": {"both"}})


def test_sheets_are_made_void_by_managers_who_filled_in_none(evaluations, people):
    evaluation = evaluations["on_paper"]
    quxian = User.objects.get(username="quxian")
    sheets = list(evaluation.teller_sheets.all())
    sheets[0].teller = quxian
    cases = {"theirs": list(evaluation.teller_sheets.all()), "one's own": sheets}
    found = allowed(
        people, lambda user, sheets: may.can_void_sheets(user, evaluation, sheets), cases
    )
    assert found == {"quxian": {"theirs"}, "shiji": {"theirs", "one's own"}}


def test_nobody_decides_about_the_own_objection(built, evaluations, people):
    subject = evaluations["counted"].subjects.first()
    objections = {
        by.username: Objection(
            subject=subject, text="算错了", raised_by=by, raised_at=timezone.now()
        )
        for by in (built[0].bumen, built[0].shiji)
    }
    found = allowed(people, may.can_decide, objections)
    assert found == {"quxian": {"bumen", "shiji"}, "shiji": {"bumen"}}


def test_nobody_checks_the_own_report(built, evaluations, people):
    subject = evaluations["counted"].subjects.first()
    items = {
        by.username: Rectification(subject=subject, reported_by=by)
        for by in (built[0].bumen, built[0].shiji)
    }
    found = allowed(people, may.can_check, items)
    assert found == {"quxian": {"bumen", "shiji"}, "shiji": {"bumen"}}


def test_every_predicate_has_its_table():
    others = {
        may.can_see_sheets,
        may.can_void_sheets,
        may.can_decide,
        may.can_check,
    }
    assert rules_of(may) == {*OF_AN_EVALUATION, *others}
