"""The list of electors fits the vote when it opens, whatever was changed after it was made."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from representatives.models import Congress, Term
from supervision.ballots.electorates import proposed, set_electors
from supervision.models import Elector, Evaluation, Subject
from tests.clock import frozen
from tests.factories import evaluations as make
from tests.factories.casework import make_representative, make_seat

pytestmark = pytest.mark.django_db


def listed(cast, **fields):
    """In preparation, with a list of three, and no objects yet."""
    evaluation = make.make_evaluation(cast, **fields)
    make.add_electors(evaluation, cast, 3)
    return evaluation


def to_unit(cast):
    """秦望舒, whom 西陵区 elected to the city's congress, reports to it; in preparation."""
    seat = make_seat(
        cast.representative,
        cast.tree.xiling,
        level="city",
        congress=cast.tree.city,
        body="西陵区人大",
    )
    evaluation = make.make_evaluation(cast, direction="unit", term=seat.term)
    Subject.objects.create(evaluation=evaluation, seat=seat)
    return evaluation


def save(staff, evaluation, **changes):
    """The form as it stands in the browser, some fields of it typed anew."""
    page = staff.get(reverse("office:evaluation_edit", args=[evaluation.pk]))
    data = {field.name: field.value() for field in page.context["form"]}
    data["area"] = f"{evaluation.area.code} {evaluation.area}"
    data["closes_at"] = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"
    given = {name: value for name, value in data.items() if value not in (None, False)} | changes
    if given["direction"] == "voters":
        given.pop("by_account", None)
    url = reverse("office:evaluation_edit", args=[evaluation.pk])
    return staff.post(url, given, follow=True)


def count_of(evaluation):
    return Elector.objects.filter(evaluation=evaluation).count()


# who votes changes --------------------------------------------------------------------------------


def test_with_another_direction_the_old_list_goes(cast, staff):
    evaluation = listed(cast)
    answer = save(staff, evaluation, direction="voters", eligible="50")
    evaluation.refresh_from_db()
    assert (count_of(evaluation), evaluation.planned_eligible()) == (0, 50)
    assert "原来的代表名单清空了。" in answer.content.decode()


def test_with_another_term_the_old_list_goes(cast, staff):
    evaluation = listed(cast)
    old = evaluation.term
    Term.objects.filter(pk=old.pk).update(closed_on=date(2026, 11, 1))
    new = Term.objects.create(congress=old.congress, number=7)
    save(staff, evaluation, term=str(new.pk))
    evaluation.refresh_from_db()
    assert (evaluation.term, count_of(evaluation)) == (new, 0)


def test_with_another_area_the_old_list_goes(cast, client):
    client.force_login(cast.shiji)
    evaluation = listed(cast)
    congress = Congress.objects.create(level="county", area=cast.tree.yuanan, name="远安县")
    term = Term.objects.create(congress=congress, number=6)
    save(client, evaluation, area="420525", term=str(term.pk))
    evaluation.refresh_from_db()
    assert (evaluation.area, count_of(evaluation)) == (cast.tree.yuanan, 0)


@pytest.mark.parametrize("changes", [{"title": "新名称"}, {"area": "420502"}, {"by_slip": ""}])
def test_with_the_same_voters_the_list_stays(cast, staff, changes):
    evaluation = listed(cast)
    save(staff, evaluation, **changes)
    assert count_of(evaluation) == 3


def test_a_list_left_from_before_goes_when_a_meeting_of_voters_is_saved(cast, staff):
    evaluation = listed(cast, direction="voters", by_account=False, eligible=50)
    assert evaluation.obstacles_by_step()["electors"] == [
        "选民会议不用代表名单，请打开「应到选民」重新保存一次。"
    ]
    save(staff, evaluation)
    assert count_of(evaluation) == 0


# objects and seats change -------------------------------------------------------------------------


def test_the_unit_votes_and_its_own_object_does_not(cast):
    evaluation = to_unit(cast)
    other = make_representative("别的代表", cast.station)
    set_electors(evaluation, proposed(evaluation))
    assert [one.representative for one in evaluation.electors.all()] == [other]
    assert evaluation.obstacles_by_step()["electors"] == []


def test_where_the_city_is_the_unit_the_provinces_representatives_do_not_vote(cast):
    """The congress of the province stands at the city's area, too."""
    city = cast.tree.city
    first, second, voter = (make_representative(name, cast.station) for name in "甲乙丙")
    seats = [
        make_seat(one, city, level="province", body="宜昌市人大", term=14)
        for one in (first, second)
    ]
    make_seat(voter, cast.tree.xiling, level="city", congress=city, body="西陵区人大")
    evaluation = make.make_evaluation(cast, area=city, direction="unit", term=seats[0].term)
    Subject.objects.create(evaluation=evaluation, seat=seats[0])
    assert proposed(evaluation) == [voter.pk]


def test_an_elector_who_became_an_object_is_named_before_opening(cast):
    evaluation = to_unit(cast)
    set_electors(evaluation, [cast.representative.pk])
    assert evaluation.obstacles_by_step()["electors"] == [
        "秦望舒是测评对象，不能测评自己，请重新生成名单。"
    ]


def test_an_elector_whose_seat_ended_is_named_before_opening(cast):
    evaluation = make.ready(cast)
    cast.representative.seats.get().end(on=date(2026, 11, 1), reason="resigned")
    assert evaluation.obstacles() == ["名单里的秦望舒不是这次参加投票的在任代表，请重新生成名单。"]


def test_of_many_without_a_seat_three_are_named(cast):
    evaluation = make.ready(cast, electors=4)
    make_seat(cast.representative, cast.tree.fengshan, level="township", term=3)
    names = [one.representative.name for one in evaluation.electors.order_by("pk")]
    evaluation.term.seats.update(status="suspended")
    assert evaluation.obstacles() == [
        f"名单里的{'、'.join(names[:3])}等不是这次参加投票的在任代表，请重新生成名单。"
    ]


def test_the_list_made_anew_opens(cast):
    evaluation = make.ready(cast)
    cast.representative.seats.get().end(on=date(2026, 11, 1), reason="resigned")
    set_electors(evaluation, proposed(evaluation))
    evaluation.open(by=cast.quxian)
    assert Evaluation.objects.get(pk=evaluation.pk).eligible == 2


def test_whoever_holds_no_seat_that_votes_is_not_added_by_name(cast, staff):
    evaluation = make.make_evaluation(cast)
    person = make_representative("镇代表", cast.station)
    person.seats.all().delete()
    make_seat(person, cast.tree.fengshan, level="township", term=3)
    url = reverse("office:evaluation_add_elector", args=[evaluation.pk])
    answer = staff.post(url, {"name": "镇代表"})
    assert answer.context["form"].errors["name"] == [
        "这位代表不是这次参加投票的在任代表，请核对届次。"
    ]


@pytest.mark.parametrize("amount", [1, 3])
def test_looking_for_obstacles_takes_the_same_queries(cast, amount, django_assert_num_queries):
    evaluation = make.ready(cast, departments=amount, electors=amount)
    evaluation = Evaluation.objects.get(pk=evaluation.pk)
    with django_assert_num_queries(9):
        evaluation.obstacles()


def test_who_stays_on_a_new_list_is_not_written_down_anew(cast):
    evaluation = make.ready(cast, electors=3)
    before = dict(evaluation.electors.order_by("pk").values_list("representative_id", "pk"))
    gone, *staying = before
    newcomer = make_representative("覃新来", cast.station)
    set_electors(evaluation, [*staying, newcomer.pk])
    after = dict(evaluation.electors.values_list("representative_id", "pk"))
    assert after.keys() == {*staying, newcomer.pk}
    assert {key: after[key] for key in staying} == {key: before[key] for key in staying}
    assert gone not in after


def test_without_a_way_to_vote_it_does_not_open(cast):
    evaluation = make.ready(cast, by_paper=False, by_slip=False, by_account=False)
    assert evaluation.obstacles() == ["还没有选投票方式。"]


def test_a_vote_that_would_end_this_very_moment_does_not_open(cast):
    evaluation = make.ready(cast)
    with frozen(evaluation.closes_at):
        assert evaluation.obstacles() == ["投票截止时间要在现在之后。"]


def test_an_approval_counts_for_its_own_act_whatever_was_approved_later(cast):
    evaluation = make.ready(cast)
    to_open = evaluation.approval_of("open")
    make.approve(evaluation, "publish", cast.quxian)
    assert evaluation.approval_of("open") == to_open
