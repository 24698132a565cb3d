"""Score sheets, points, findings and second looks: the rules, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from casework.deadlines import clocks
from casework.workflow import TransitionError
from inspections.models import (
    Finding,
    FindingEvent,
    InspectionScore,
    ScoreSheet,
    SheetReplacedError,
)
from tests.factories.inspections import DAY, DUE, make_sheet

pytestmark = pytest.mark.django_db
LATER = date(2026, 12, 20)


def refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def items_of(sheet):
    return list(sheet.items.values_list("text", "points"))


# sheets ---------------------------------------------------------------------------------------


def test_a_sheet_nobody_used_is_changed_in_place(cast):
    sheet = make_sheet(cast.tree.xiling)
    assert sheet.revise([("活动", 10)]) == sheet
    assert (items_of(sheet), ScoreSheet.objects.count()) == ([("活动", 10)], 1)


def test_a_used_sheet_keeps_its_items_and_gets_a_new_version(visit):
    old = visit.sheet
    new = old.revise([("活动", 10)])
    old.refresh_from_db()
    assert (old.version, old.is_current, items_of(old)) == (1, False, [("场所", 60), ("台账", 40)])
    assert (new.version, new.is_current, items_of(new)) == (2, True, [("活动", 10)])
    assert visit.scores.count() == 2


def test_a_replaced_sheet_is_not_revised_again(visit):
    visit.sheet.revise([("活动", 10)])
    with pytest.raises(SheetReplacedError):
        visit.sheet.revise([("别的", 10)])
    assert ScoreSheet.objects.count() == 2


def test_items_that_have_scores_cannot_be_deleted(visit):
    with pytest.raises(Exception, match="protected"):
        visit.sheet.items.all().delete()


def test_one_current_sheet_per_area_and_name(cast):
    make_sheet(cast.tree.xiling)
    refused(lambda: ScoreSheet.objects.create(area=cast.tree.xiling, name="督查评分表", version=2))
    make_sheet(cast.tree.yuanan)


def test_the_nearest_sheet_comes_first_and_strangers_have_none(cast):
    city, own = make_sheet(cast.tree.city), make_sheet(cast.tree.xiling)
    make_sheet(cast.tree.yuanan)
    assert list(ScoreSheet.objects.for_area(cast.station.area)) == [own, city]
    assert set(ScoreSheet.objects.visible_to(cast.jiedao)) == {own, city}


# points ---------------------------------------------------------------------------------------


def test_points_stay_within_their_item(visit):
    refused(lambda: InspectionScore.objects.filter(inspection=visit).update(points=61))


def test_every_item_is_scored_or_nothing_is_stored(cast, visit):
    again = type(visit)(
        station=cast.station,
        sheet=visit.sheet,
        office=cast.tree.xiling,
        day=DAY,
        team="二组",
        inspectors=1,
        recorded_by=cast.quxian,
    )
    with pytest.raises(SheetReplacedError):
        again.record({visit.sheet.items.first().pk: (1, "")})
    assert type(visit).objects.count() == 1


def test_somebody_has_to_be_there(visit):
    refused(lambda: type(visit).objects.update(inspectors=0))


# second looks ---------------------------------------------------------------------------------


def test_mended_closes_the_finding_with_its_history(cast, finding):
    finding.recheck(seen=0, on=LATER, note="换了新的", by=cast.quxian)
    finding.refresh_from_db()
    assert (finding.state, finding.mended_on, finding.looks) == ("done", LATER, 1)
    assert (finding.recheck_on, finding.checked_by) == (DUE, cast.quxian)
    (look,) = finding.rechecks
    assert (look.due_on, look.day, look.text, look.is_mended) == (DUE, LATER, "换了新的", True)
    assert list(Finding.objects.open()) == []


def test_not_mended_gets_another_date_and_keeps_the_first(cast, finding):
    finding.recheck(seen=0, on=DUE, note="还没换", by=cast.quxian, next_on=LATER)
    finding.refresh_from_db()
    assert (finding.mended_on, finding.recheck_on, finding.reminded) == (None, LATER, 0)
    finding.recheck(seen=1, on=LATER, note="换了", by=cast.quxian)
    looks = [(look.due_on, look.is_mended) for look in finding.rechecks]
    assert looks == [(DUE, False), (LATER, True)]


def test_the_second_click_is_refused(cast, finding):
    finding.recheck(seen=0, on=DUE, note="还没换", by=cast.quxian, next_on=LATER)
    with pytest.raises(TransitionError, match="已经有人记过复查"):
        finding.recheck(seen=0, on=DUE, note="还没换", by=cast.quxian, next_on=LATER)
    assert FindingEvent.objects.count() == 1


def test_of_two_looks_at_once_the_first_counts_even_where_the_date_stays(cast, finding):
    mine, theirs = Finding.objects.get(), Finding.objects.get()
    theirs.recheck(seen=0, on=DAY, note="还没换", by=cast.quxian, next_on=DUE)
    with pytest.raises(TransitionError, match="刚刚有人办理"):
        mine.recheck(seen=0, on=DAY, note="还没换", by=cast.quxian, next_on=DUE)
    assert Finding.objects.get().looks == 1


def test_what_is_mended_is_not_looked_at_again(cast, finding):
    finding.recheck(seen=0, on=DUE, note="好了", by=cast.quxian)
    with pytest.raises(TransitionError):
        finding.recheck(seen=1, on=LATER, note="好了", by=cast.quxian)


def test_mended_without_a_look_is_refused_by_the_database(finding):
    refused(lambda: Finding.objects.update(state="done"))


@pytest.mark.parametrize("wrong", [{"day": None}, {"due_on": None}])
def test_a_look_has_its_day_and_the_date_it_was_due(cast, finding, wrong):
    finding.recheck(seen=0, on=DUE, note="好了", by=cast.quxian)
    refused(lambda: FindingEvent.objects.update(**wrong))


def test_the_calendar_moves_no_date_that_was_chosen(finding):
    assert (finding.clock.unit, finding.due_date) == ("day", DUE)
    assert not any(finding in rows for rows in clocks())


def test_what_the_station_reports_may_be_looked_at_or_not_and_by_others_alone(cast, finding):
    finding.report("换好了", by=cast.lianluo)
    assert finding.is_open
    with pytest.raises(TransitionError, match="不能自己复查"):
        finding.recheck(seen=0, on=DUE, note="好了", by=cast.lianluo)
    finding.recheck(seen=0, on=DUE, note="好了", by=cast.quxian)
    assert (finding.state, finding.result, finding.checked_by) == ("done", "换好了", cast.quxian)


def test_a_note_is_no_look(cast, finding):
    finding.note("已经订了新的", by=cast.lianluo)
    assert (finding.looks, finding.rechecks) == (0, [])
