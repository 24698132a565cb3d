"""From ballots to figures, ranks and grades, way by way."""

from decimal import Decimal

import pytest

from supervision.models import Measure, Report, Result, Scheme, SchemeGrade, Tally, UnitClass
from supervision.states import EvaluationState, Way
from tests.clock import frozen
from tests.factories import evaluations as make


def results(evaluation):
    return list(evaluation.current_count().results.select_related("subject"))


def test_score_and_satisfaction_rate_are_two_figures(cast):
    evaluation = make.counted(cast, departments=1)
    (result,) = results(evaluation)
    # (9 × 100 + 2 × 70 + 30) ÷ 12, and 11 of 12 satisfied
    assert (result.score, result.satisfaction) == (Decimal("89.17"), Decimal("91.67"))
    assert (result.returned, result.valid, result.uncounted, result.invalid) == (12, 12, 0, 0)
    assert (result.satisfied, result.spread) == (11, Decimal("21.00"))
    assert result.reaches_target is True
    assert evaluation.state == EvaluationState.COUNTED


def test_not_knowing_is_handed_in_and_not_valid(cast):
    evaluation = make.counted(cast, departments=1, ballots=[0] * 6 + [3] * 4)
    (result,) = results(evaluation)
    assert (result.returned, result.valid, result.uncounted) == (10, 6, 4)
    assert (result.score, result.satisfaction) == (Decimal("100.00"), Decimal("100.00"))


def test_the_target_is_read_from_the_measure_that_the_scheme_names(cast):
    scheme = make.make_scheme(
        cast.tree.xiling, target=Decimal("90"), target_measure=Measure.SATISFACTION
    )
    evaluation = make.counted(cast, departments=1, scheme=scheme)
    (result,) = results(evaluation)
    assert (result.score, result.satisfaction) == (Decimal("89.17"), Decimal("91.67"))
    assert result.reaches_target is True


def test_grades_by_share_of_the_graded_votes(cast):
    scheme = make.make_scheme(cast.tree.xiling, grading="share")
    for n, (label, at_least) in enumerate([("好", 80), ("较好", 50), ("一般", 0)]):
        SchemeGrade.objects.create(scheme=scheme, position=n, label=label, at_least=at_least)
    evaluation = make.counted(cast, departments=1, scheme=scheme)
    # 9 of 12 are 满意: 75 %
    assert [result.grade for result in results(evaluation)] == ["较好"]


def test_equal_figures_share_a_rank_and_the_next_is_third(cast):
    evaluation = make.opened(cast, departments=3, electors=10, by_paper=False)
    first, second, third = evaluation.subjects.all()
    for elector in evaluation.electors.select_related("representative__user"):
        marks = make.marks(evaluation, 0) | {third.pk: make.options_of(evaluation)[1].pk}
        make.vote_so(evaluation, elector.representative, marks)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    assert [(r.subject_id, r.rank, r.ranked) for r in results(evaluation)] == [
        (first.pk, 1, 3),
        (second.pk, 1, 3),
        (third.pk, 3, 3),
    ]


def test_departments_are_ranked_among_their_class(cast):
    evaluation = make.ready(cast, departments=3, electors=10, by_paper=False)
    one, two = (
        UnitClass.objects.create(area=cast.tree.xiling, name=name) for name in ("执法", "民生")
    )
    first, second, third = evaluation.subjects.all()
    evaluation.subjects.filter(pk__in=[first.pk, second.pk]).update(unit_class=one)
    evaluation.subjects.filter(pk=third.pk).update(unit_class=two)
    evaluation.open(by=cast.quxian)
    for elector in evaluation.electors.select_related("representative__user"):
        marks = make.marks(evaluation, 0) | {second.pk: make.options_of(evaluation)[2].pk}
        make.vote_so(evaluation, elector.representative, marks)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    found = [(r.rank, r.class_rank, r.class_ranked) for r in results(evaluation)]
    assert found == [(1, 1, 2), (3, 2, 2), (1, 1, 1)]


def test_nobody_is_ranked_below_the_least_number_of_ballots(cast):
    evaluation = make.counted(cast, ballots=[0] * 9)
    assert {(r.rank, r.class_rank, r.score) for r in results(evaluation)} == {
        (None, None, Decimal("100.00"))
    }


def test_nothing_is_shown_below_the_smallest_group(cast):
    evaluation = make.counted(cast, ballots=[0] * 4)
    assert {(r.is_withheld, r.score, r.returned) for r in results(evaluation)} == {
        (True, None, None)
    }
    assert Tally.objects.count() == 0
    assert evaluation.current_count().file["votes"] == []


def test_ways_stand_apart_where_each_is_large_enough(cast):
    evaluation = make.opened(cast, departments=1, electors=6)
    make.cast_all(evaluation, [0] * 6)
    for code in make.print_slips(evaluation, 5):
        make.vote_by_slip(evaluation, code, choice=1)
    make.enter_paper(evaluation, (4, 1, 0, 0))
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    assert tallies(evaluation) == [("account", 6), ("paper", 5), ("slip", 5)]


def test_a_small_way_is_put_together_so_that_no_subtraction_gives_it_away(cast):
    evaluation = make.opened(cast, departments=1, electors=12)
    make.cast_all(evaluation, [0] * 7)
    for code in make.print_slips(evaluation, 2):
        make.vote_by_slip(evaluation, code, choice=2)
    make.enter_paper(evaluation, (5, 0, 0, 0))
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    assert tallies(evaluation) == [("account", 7), ("paper+slip", 7)]
    # The tellers' own totals would be what is needed to subtract.
    sheets = evaluation.current_count().file["paper"]["sheets"]
    assert [sheet["totals"] for sheet in sheets] == [[], []]
    assert Tally(ways="paper+slip").ways_label == "纸质票和扫码投票"


def tallies(evaluation):
    found = {}
    for row in Tally.objects.filter(result__count=evaluation.current_count()):
        found[row.ways] = found.get(row.ways, 0) + row.votes
    return sorted(found.items())


def test_what_was_written_shows_only_above_the_threshold(cast):
    evaluation = make.opened(cast, departments=1, electors=12)
    subject = evaluation.subjects.get()
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    for elector in electors[:4]:
        make.vote(evaluation, elector.representative, remarks={subject.pk: "窗口排队太久"})
    make.enter_paper(evaluation, (5, 0, 0, 0))
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    # Nine ballots are enough to show, but only four of them could carry words.
    (result,) = results(evaluation)
    assert (result.is_withheld, result.remarks.count()) == (False, 0)


def test_remarks_come_out_with_the_result(cast):
    evaluation = make.opened(cast, departments=1, electors=6, by_paper=False)
    subject = evaluation.subjects.get()
    for elector in evaluation.electors.select_related("representative__user"):
        make.vote(evaluation, elector.representative, remarks={subject.pk: "窗口排队太久"})
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    (result,) = results(evaluation)
    assert [remark.text for remark in result.remarks.all()] == ["窗口排队太久"] * 6


def test_an_object_taken_out_is_not_counted(cast):
    evaluation = make.opened(cast, departments=3, electors=12, by_paper=False)
    make.cast_all(evaluation, [0] * 6)
    gone, *stay = evaluation.subjects.all()
    evaluation.withdraw_subject(gone, "机构撤销", by=cast.quxian)
    for elector in evaluation.electors.select_related("representative__user")[6:]:
        make.vote(evaluation, elector.representative)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    assert [r.subject_id for r in results(evaluation)] == [one.pk for one in stay]
    assert {r.returned for r in results(evaluation)} == {12}


@pytest.mark.parametrize(("ballots", "valid"), [(6, False), (7, True)])
def test_more_than_half_of_those_who_may_vote_have_to_take_part(cast, ballots, valid):
    evaluation = make.counted(cast, ballots=[0] * ballots, electors=12)
    count = evaluation.current_count()
    assert (count.has_quorum, count.faults() == []) == (valid, valid)


def test_a_first_count_is_not_public_yet(cast):
    assert make.counted(cast, ballots=[0] * 7, electors=12).current_count().announcement is None


def test_more_ballots_than_people_is_no_valid_vote(cast):
    evaluation = make.counted(cast, ballots=[0] * 6, electors=6, by_paper=True)
    count = evaluation.current_count()
    assert (count.returned, count.eligible) == (11, 6)
    assert count.faults() == ["收回 11 张票，比应到的 6 人多。"]


def test_a_selection_without_a_quorum_chooses_nobody(cast):
    evaluation = make.selection(cast, electors=10, by_paper=False)
    subjects = list(evaluation.subjects.order_by("position"))
    make.list_on_ballots(evaluation, [subjects[:2]] * 5)
    evaluation.close(by=cast.quxian)
    count = evaluation.count(by=cast.quxian)

    assert (count.has_quorum, count.faults() == []) == (False, False)
    assert {(r.is_chosen, r.is_tied) for r in results(evaluation)} == {(False, False)}
    assert not evaluation.subjects.filter(is_chosen=True).exists()


def test_a_selection_takes_the_most_listed(cast):
    evaluation = make.selection(cast, electors=10, by_paper=False)
    first, second, third, fourth = evaluation.subjects.all()
    listed = [(first, second)] * 6 + [(first, third)] * 4
    make.list_on_ballots(evaluation, listed)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    found = [(r.subject_id, r.satisfied, r.rank, r.is_chosen) for r in results(evaluation)]
    assert found == [
        (first.pk, 10, 1, True),
        (second.pk, 6, 2, True),
        (third.pk, 4, 3, False),
        (fourth.pk, 0, 4, False),
    ]
    assert list(evaluation.subjects.filter(is_chosen=True)) == [first, second]


def test_those_tied_at_the_cut_are_not_chosen(cast):
    evaluation = make.selection(cast, electors=10, by_paper=False)
    first, second, third, _ = evaluation.subjects.all()
    make.list_on_ballots(evaluation, [(first, second)] * 5 + [(first, third)] * 5)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    assert [(r.is_chosen, r.is_tied) for r in results(evaluation)] == [
        (True, False),
        (False, True),
        (False, True),
        (False, False),
    ]


def test_recusal_takes_the_ballot_from_one_object_alone(cast):
    scheme = make.make_scheme(cast.tree.xiling, recuses=True)
    evaluation = make.ready(cast, scheme=scheme, departments=2, electors=6, by_paper=False)
    first, second = evaluation.subjects.all()
    elector = evaluation.electors.order_by("pk").first()
    elector.recusals.create(subject=first, reason="任职单位")
    evaluation.open(by=cast.quxian)
    for one in evaluation.electors.select_related("representative__user").order_by("pk"):
        marks = make.marks(evaluation)
        if one == elector:
            del marks[first.pk]
        make.vote_so(evaluation, one.representative, marks)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    assert [(r.subject_id, r.returned) for r in results(evaluation)] == [
        (first.pk, 5),
        (second.pk, 6),
    ]


@frozen("2026-09-30 18:00")
def test_objections_run_for_working_days_from_the_count(cast):
    evaluation = make.counted(cast)
    # National Day closes the offices until the 8th; five working days reach into the next week.
    assert evaluation.objections_until.isoformat() == "2026-10-13"


def test_workload_is_what_the_department_was_given_in_the_year(cast):
    evaluation = make.counted(cast, departments=1)
    assert [r.workload for r in results(evaluation)] == [0]


def test_a_representative_who_reported_has_a_duty_report(cast):
    evaluation = make.make_meeting(cast)
    subject = evaluation.subjects.get()
    Report.objects.create(
        subject=subject,
        state="submitted",
        text="一年履职情况。",
        submitted_by=cast.daibiao,
        submitted_at=evaluation.created_at,
    )
    make.enter_paper(evaluation, (20, 2, 1, 0))
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    report = cast.representative.duty_reports.get()
    assert (report.audience, report.attended) == ("第 1 选区 选民", 23)


def test_a_count_asks_as_many_questions_for_thirty_objects_as_for_three(
    cast, django_assert_num_queries
):
    small = make.closed(cast, departments=3, ballots=[0] * 5)
    large = make.closed(cast, departments=30, ballots=[0] * 5)
    for evaluation in (small, large):
        with django_assert_num_queries(QUERIES):
            evaluation.count(by=cast.quxian)
    assert Result.objects.count() == 33


QUERIES = 39


def test_the_scheme_of_the_day_decides_and_not_what_is_in_memory(cast):
    evaluation = make.closed(cast)
    evaluation.scheme.target = Decimal("10")
    evaluation.count(by=cast.quxian)
    assert Scheme.objects.get().target == Decimal("85")
    assert {r.reaches_target for r in results(evaluation)} == {True}
    assert Way.TRIAL not in evaluation.ways
