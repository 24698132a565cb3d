"""A scheme is tried on counted ballots, without anything being stored."""

from decimal import Decimal

from django.urls import reverse

from supervision.models import Result, Scheme
from supervision.results.trying import try_on
from tests.factories import evaluations as make
from tests.factories.queries import count_queries

HARSH = (
    ("满意", "100", True, True),
    ("基本满意", "60", False, False),
    ("不满意", "0", False, False),
    ("不了解", None, False, False),
)


def candidate(cast, options=HARSH, **fields):
    return make.make_scheme(cast.tree.xiling, name="候选方案", options=options, **fields)


def varied(cast):
    """Twelve ballots: the first object does best, the last worst."""
    evaluation = make.opened(cast, electors=12, by_paper=False)
    options = make.options_of(evaluation)
    subjects = list(evaluation.subjects.order_by("position"))
    electors = evaluation.electors.select_related("representative__user").order_by("pk")
    for n, elector in enumerate(electors):
        # 基本满意 for the second by all; the third is liked by nine and disliked by three
        choice = {0: options[0], 1: options[1], 2: options[0] if n < 9 else options[2]}
        marks = {subject.pk: choice[place].pk for place, subject in enumerate(subjects)}
        make.vote_so(evaluation, elector.representative, marks)
    evaluation.close(by=cast.quxian)
    evaluation.count(by=cast.quxian)
    return evaluation


def shown(staff, scheme, evaluation):
    url = reverse("office:scheme_try", args=[scheme.pk])
    return staff.get(url, {"evaluation": evaluation.pk})


def test_old_and_new_figures_stand_side_by_side(cast, staff):
    evaluation = varied(cast)
    page = shown(staff, candidate(cast, ranked_in_class=False), evaluation)
    assert [
        (str(row.result.score), str(row.new.score), str(row.new.satisfaction), row.new_rank)
        for row in page.context["rows"]
    ] == [
        ("100.00", "100.00", "100.00", 1),
        ("70.00", "60.00", "0.00", 3),
        ("82.50", "75.00", "75.00", 2),
    ]
    assert "加权得分 = 满意×100 + 基本满意×60 + 不满意×0，除以有效票" in page.content.decode()


def test_changes_of_rank_are_said(cast, staff):
    evaluation = varied(cast)
    Scheme.objects.filter(pk=evaluation.scheme_id).update(ranked_in_class=False)
    mild = (("满意", "100", True, True), ("基本满意", "90", True, False), *HARSH[2:])
    page = shown(staff, candidate(cast, mild, ranked_in_class=False), evaluation)
    assert [row.change for row in page.context["rows"]] == ["不变", "上升 1 名", "下降 1 名"]
    assert "3 个单位里，2 个名次会变" in page.content.decode()


def test_options_that_do_not_correspond_are_refused_in_words(cast, staff):
    evaluation = varied(cast)
    page = shown(staff, candidate(cast, HARSH[:3]), evaluation)
    assert page.context["rows"] == []
    assert "当年的选项「不了解」在这个方案里没有" in page.content.decode()


def test_what_was_withheld_stays_withheld(cast, staff):
    evaluation = varied(cast)
    hidden = Result.objects.first()
    hidden.tallies.all().delete()
    Result.objects.filter(pk=hidden.pk).update(
        is_withheld=True,
        returned=None,
        valid=None,
        uncounted=None,
        invalid=None,
        score=None,
        satisfied=None,
        satisfaction=None,
        spread=None,
        rank=None,
        class_rank=None,
        reaches_target=None,
        ranked=None,
    )
    page = shown(staff, candidate(cast), evaluation)
    assert page.context["rows"][0].new is None
    assert "票数太少，不显示" in page.content.decode()


def test_a_higher_threshold_of_the_candidate_withholds_more(cast):
    evaluation = varied(cast)
    scheme = candidate(cast, smallest_group=20, least_ballots=20)
    rows = try_on(evaluation.current_count(), evaluation.scheme, scheme)
    assert [row.new for row in rows] == [None, None, None]


def test_nothing_is_stored(cast, staff):
    evaluation = varied(cast)
    before = list(Result.objects.values())
    shown(staff, candidate(cast), evaluation)
    assert list(Result.objects.values()) == before
    assert before[0]["score"] == Decimal("100.00")


def test_the_latest_counted_evaluation_is_chosen_first(cast, staff):
    scheme = candidate(cast)
    page = staff.get(reverse("office:scheme_try", args=[scheme.pk]))
    assert "还没有可以试算的票" in page.content.decode()
    evaluation = varied(cast)
    page = staff.get(reverse("office:scheme_try", args=[scheme.pk]))
    assert page.context["evaluation"] == evaluation


def test_an_evaluation_that_is_not_counted_cannot_be_tried(cast, staff):
    varied(cast)
    running = make.opened(cast, title="还在投票")
    page = shown(staff, candidate(cast), running)
    assert page.context["evaluation"] is None
    assert "没有这次测评，请重新选。" in page.content.decode()


def test_queries_do_not_grow_with_objects(cast, staff):
    scheme = candidate(cast)
    counts = []
    for departments in (1, 3):
        make.counted(cast, departments=departments, electors=12, ballots=[0] * 12)
        counts.append(count_queries(staff, reverse("office:scheme_try", args=[scheme.pk])))
    assert counts[0] == counts[1]
