"""Rules of an area: set here, inherited from above, or the default; each limit with its unit."""

import pytest
from django.core.exceptions import ValidationError

from casework.clock import Clock, Unit
from casework.limits import LimitFormField, check_limit
from messages.models import AreaRules
from tests.engines.models import SuggestionLimits, SuggestionRules

pytestmark = pytest.mark.django_db
THREE_MONTHS = Clock(3, Unit.MONTH)


def test_without_settings_the_defaults_hold(tree):
    assert SuggestionRules.holding_in(tree.guoyuanlu) == SuggestionLimits()


def test_each_rule_holds_from_the_nearest_area_that_sets_it(tree):
    SuggestionRules.objects.create(area=tree.city, sign_limit=Clock(3), handle_limit=Clock(2))
    SuggestionRules.objects.create(area=tree.xiling, handle_limit=Clock(60, Unit.DAY))

    assert SuggestionRules.holding_in(tree.guoyuanlu) == SuggestionLimits(
        sign_limit=Clock(3), handle_limit=Clock(60, Unit.DAY)
    )
    assert SuggestionRules.holding_in(tree.yuanan).handle_limit == Clock(2)


def test_a_change_is_seen_at_once_and_so_is_its_end(tree):
    assert SuggestionRules.holding_in(tree.city).sign_limit == Clock(5)
    rules = SuggestionRules.objects.create(area=tree.city, sign_limit=Clock(3))
    assert SuggestionRules.holding_in(tree.city).sign_limit == Clock(3)
    rules.delete()
    assert SuggestionRules.holding_in(tree.city).sign_limit == Clock(5)


def test_a_warm_cache_asks_nothing(tree, django_assert_num_queries):
    SuggestionRules.holding_in(tree.city)
    with django_assert_num_queries(0):
        SuggestionRules.holding_in(tree.guoyuanlu)


def test_two_engines_keep_their_rules_apart(tree):
    SuggestionRules.objects.create(area=tree.city, sign_limit=Clock(3))
    assert AreaRules.holding_in(tree.city).sign_limit == Clock(1)


@pytest.mark.parametrize("limit", [Clock(10), Clock(45, Unit.DAY), THREE_MONTHS, None])
def test_a_limit_is_read_back_with_its_unit(tree, limit):
    SuggestionRules.objects.create(area=tree.city, handle_limit=limit)
    assert SuggestionRules.objects.get().handle_limit == limit


@pytest.mark.parametrize(
    ("limit", "longest"),
    [
        (Clock(251), "250 个工作日"),
        (Clock(367, Unit.DAY), "366 天"),
        (Clock(25, Unit.MONTH), "24 个月"),
    ],
)
def test_a_limit_out_of_reason_is_refused_and_its_longest_named(limit, longest):
    with pytest.raises(ValidationError, match=longest):
        check_limit(limit)
    with pytest.raises(ValidationError):
        check_limit(Clock(0, limit.unit))
    check_limit(Clock(limit.amount - 1, limit.unit))


@pytest.mark.parametrize(
    ("posted", "limit"),
    [
        (["3", "month"], THREE_MONTHS),
        (["45", "day"], Clock(45, Unit.DAY)),
        (["10", ""], Clock(10)),
        (["10", None], Clock(10)),
        (["", "month"], None),
        ([], None),
    ],
)
def test_a_number_and_a_unit_make_a_limit(posted, limit):
    assert LimitFormField(required=False).clean(posted) == limit


@pytest.mark.parametrize("posted", [["三", "month"], ["3", "year"], ["25", "month"], ["0", "day"]])
def test_what_is_no_limit_is_refused(posted):
    with pytest.raises(ValidationError):
        LimitFormField(required=False).clean(posted)
