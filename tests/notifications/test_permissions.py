"""Who sees how sending goes, and sends again: for everybody, compared whole."""

import pytest

from accounts.models import User
from notifications import permissions as may
from notifications.models import Delivery
from notifications.states import DeliveryState
from tests.factories.accounts import make_user
from tests.factories.casework import make_cast
from tests.factories.predicates import allowed, each, rules_of
from tests.neighbours import built_before

# {predicate: whoever may}; guanli is an administrator of the system, without an office.
OF_NOTHING = {
    may.can_see_status: "jiedao quxian shiji stranger guanli",
    may.can_see_log: "quxian shiji guanli",
}


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with built_before(django_db_blocker):
        make_cast()
        make_user("guanli", is_superuser=True)
        yield


@pytest.fixture
def people(built, db):
    return list(User.objects.all())


@pytest.mark.parametrize("predicate", OF_NOTHING, ids=lambda one: one.__name__)
def test_this_is_for_these_and_nobody_else(predicate, people):
    found = {user.username for user in people if predicate(user)}
    assert found == set(OF_NOTHING[predicate].split())


def test_sent_again_is_what_failed_for_good_and_is_not_forgotten(people):
    rows = {state.value: Delivery(state=state, payload="{}") for state in DeliveryState}
    rows["forgotten"] = Delivery(state=DeliveryState.FAILED, payload=None)
    found = allowed(people, may.can_resend, rows)
    assert found == each({OF_NOTHING[may.can_see_log]: {"failed"}})


def test_every_predicate_has_its_table():
    assert rules_of(may) == {*OF_NOTHING, may.can_resend}
