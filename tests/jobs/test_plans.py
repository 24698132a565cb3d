"""The digest of a plan: what was looked at is what is written, and nothing of it can be guessed."""

import datetime as dt

import pytest

from jobs.plans import Plan, PlannedRow, WrongRow, existing_fingerprint, fingerprint
from tests.factories.accounts import make_user

ROW = {"number": 2, "values": {"name": "向明"}, "changes": {"name": ("向", "向明")}}


@pytest.mark.parametrize(
    "other",
    [{"number": 3}, {"values": {"name": "向阳"}}, {"changes": {"name": ("明", "向明")}}],
)
@pytest.mark.parametrize("target", ["new", "changed"])
def test_another_row_another_content_or_another_change_is_another_plan(target, other):
    assert (
        Plan(**{target: [PlannedRow(**ROW)]}).digest()
        != Plan(**{target: [PlannedRow(**ROW | other)]}).digest()
    )


def test_new_is_not_changed_and_other_wrong_rows_are_another_plan():
    row = PlannedRow(**ROW)
    plans = [
        Plan(),
        Plan(new=[row]),
        Plan(changed=[row]),
        Plan(wrong=[WrongRow(2, {}, ["不行"])]),
        Plan(wrong=[WrongRow(3, {}, ["不行"])]),
    ]
    assert len({plan.digest() for plan in plans}) == len(plans)


def test_what_stays_as_it_is_does_not_count():
    assert Plan(unchanged=[PlannedRow(**ROW)]).digest() == Plan().digest()


def test_the_order_in_which_it_was_read_does_not_count():
    first, second = {"name": "向明", "day": dt.date(2026, 5, 1)}, {"name": "向阳", "day": None}
    turned = dict(reversed(first.items()))
    assert existing_fingerprint({("a",): first, ("b",): second}) == existing_fingerprint(
        {("b",): second, ("a",): turned}
    )
    assert fingerprint({"who": {"b", "a"}}) == fingerprint({"who": frozenset({"a", "b"})})


def test_another_key_or_another_value_counts():
    stored = [{}, {("a",): {"x": 1}}, {("a",): {"x": 2}}, {("b",): {"x": 1}}]
    assert len({existing_fingerprint(rows) for rows in stored}) == len(stored)


@pytest.mark.django_db
def test_two_rows_of_the_database_that_read_alike_are_two():
    one, other = make_user("one", name="向明"), make_user("other", name="向明")
    assert str(one) == str(other)
    assert fingerprint([one]) != fingerprint([other])
    assert fingerprint([one]) == fingerprint([type(one).objects.get(pk=one.pk)])


def test_it_is_a_keyed_digest(settings):
    with_one_key = fingerprint("13900000001")
    settings.SECRET_KEY = "another"
    assert len(with_one_key) == 64
    assert fingerprint("13900000001") != with_one_key
