"""五有: each standard is met by records, and failing says which record is missing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import CommunityMeeting, SmallCongress
from messages.models import Burst, BurstMessage, Message
from portal.models import Standing
from portal.standards.checking import check_stations
from portal.standards.records import WINDOW_DAYS, read
from portal.standards.rules import REASONS, RULES, Standard
from representatives.models import DutyReport, MessageCode, Representative, Seat
from stations.models import Board, Group, GroupActivity, PartyBranch, Station, Visit
from tests.factories.casework import make_cast, make_representative, make_station
from tests.factories.standards import (
    days_ago,
    make_group,
    make_report,
    make_visit,
    meet_all,
    standing_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    cast = make_cast()
    meet_all(cast)
    return cast


def missing(cast, standard):
    return standing_of(cast.station).missing.get(standard, [])


def test_a_station_with_all_records_meets_all_five(cast):
    standing = standing_of(cast.station)

    assert standing.missing == {}
    assert (standing.met, standing.used_on) == (5, timezone.localdate())


def test_a_new_station_meets_nothing_and_says_why(cast):
    standing = standing_of(make_station(cast.tree.xiaolinyuan, code="new"))

    assert standing.met == 0
    assert standing.missing == {
        "branch": [["no_people", 1]],
        "activity": [["no_activity", 1]],
        "identity": [["no_hours", 1], ["no_people", 1]],
        "terminal": [["no_code", 1], ["no_answer", 1]],
        "report": [["no_report", 1], ["unrated", 1]],
    }


def test_every_reason_and_rule_has_words():
    assert set(RULES) == set(Standard.values)
    assert {reason.says(2).count("{") for reason in REASONS.values()} == {0}


# 功能支部 -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (lambda: PartyBranch.objects.update(is_active=False), "no_branch"),
        (lambda: Group.objects.update(branch=None), "no_branch"),
        (lambda: Group.objects.update(is_active=False), "no_group"),
        (lambda: Seat.objects.update(status="suspended"), "no_people"),
    ],
)
def test_a_branch_needs_a_serving_person_in_an_active_group_with_an_active_branch(
    cast, break_it, reason
):
    break_it()

    assert missing(cast, "branch") == [[reason, 1]]


def test_who_left_the_group_does_not_count(cast):
    cast.representative.group_memberships.update(left_on=days_ago(1))

    assert missing(cast, "branch") == [["no_group", 1]]


# 定期活动 -------------------------------------------------------------------------------------


def hold(group, **fields):
    return GroupActivity.objects.create(
        group=group, kind="theme", title="看河道", planned_on=days_ago(5), **fields
    )


def test_an_activity_is_one_of_its_groups_or_its_own(cast):
    Visit.objects.all().delete()
    assert missing(cast, "activity") == [["no_activity", 1]]

    planned = hold(Group.objects.get())
    assert missing(cast, "activity") == [["no_activity", 1]]

    GroupActivity.objects.filter(pk=planned.pk).update(held_on=days_ago(5), attended=8)
    standing = standing_of(cast.station)
    assert (standing.activity, standing.last_activity_on) == (True, days_ago(5))


def test_people_who_came_by_themselves_are_no_activity_but_use(cast):
    Visit.objects.all().delete()
    make_visit(cast.station, cast.lianluo, kind=Visit.Kind.WALK_IN)

    standing = standing_of(cast.station)
    assert (standing.activity, standing.last_visit_on) == (False, days_ago(1))


def test_a_meeting_of_the_community_counts(cast):
    Visit.objects.all().delete()
    congress = SmallCongress.objects.create(station=cast.station, founded_on=days_ago(90))
    CommunityMeeting.objects.create(
        congress=congress, planned_on=days_ago(9), topic="停车", held_on=days_ago(9), attended=12
    )

    assert missing(cast, "activity") == []


def test_an_activity_before_the_window_is_too_old(cast):
    Visit.objects.update(day=days_ago(WINDOW_DAYS))
    assert missing(cast, "activity") == []

    Visit.objects.update(day=days_ago(WINDOW_DAYS + 1))
    assert missing(cast, "activity") == [["no_activity", 1]]


# 身份公示 -------------------------------------------------------------------------------------


def test_every_serving_person_is_shown_with_post_or_photo(cast):
    make_representative("无照片", cast.station, post="职工")
    make_representative("未公开", cast.station, post="职工", publish_post=False)
    make_representative("什么都没有", cast.station)
    assert missing(cast, "identity") == [["unpublished", 2]]

    Representative.objects.filter(post="").update(photo="representatives/a.jpg")
    assert missing(cast, "identity") == [["unpublished", 1]]

    Seat.objects.filter(representative__name="未公开").update(status="suspended")
    assert missing(cast, "identity") == []


def test_opening_hours_are_asked_for(cast):
    Station.objects.filter(pk=cast.station.pk).update(opening_hours=" ")

    assert missing(cast, "identity") == [["no_hours", 1]]


def test_a_printed_board_must_show_the_people_of_today(cast):
    board = Board.objects.create(
        station=cast.station, current="b", parts={"people": ["x", "x"], "rules": ["1", "2"]}
    )
    Board.objects.filter(pk=board.pk).update(printed="a", printed_at=timezone.now())
    assert missing(cast, "identity") == []

    Board.objects.filter(pk=board.pk).update(parts={"people": ["y", "x"]})
    assert missing(cast, "identity") == [["board_outdated", 1]]


# 平台终端 -------------------------------------------------------------------------------------


def test_the_station_has_a_live_code_that_is_out(cast):
    own = MessageCode.objects.filter(station=cast.station)
    own.update(printed_at=None)
    assert missing(cast, "terminal") == [["code_unused", 1]]

    own.update(last_scanned_on=days_ago(3))
    assert missing(cast, "terminal") == []

    own.update(revoked_at=timezone.now(), revoked_reason="丢失")
    assert missing(cast, "terminal") == [["no_code", 1]]


def test_every_serving_person_has_a_live_code(cast):
    make_representative("没有码", cast.station, post="职工")

    assert missing(cast, "terminal") == [["people_without_code", 1]]


def test_answers_were_given_and_nothing_is_overdue(cast):
    Message.objects.update(replied_at=timezone.now() - timedelta(days=WINDOW_DAYS + 2))
    assert missing(cast, "terminal") == [["no_answer", 1]]

    cast.submit()
    Message.objects.open().update(due_date=days_ago(1))
    assert missing(cast, "terminal") == [["no_answer", 1], ["overdue", 1]]


def test_what_the_station_may_not_see_is_no_matter_of_the_station(cast):
    Message.objects.update(is_kept=True, area=cast.tree.yunji)

    standing = standing_of(cast.station)
    assert (standing.last_message_on, standing.last_answer_on) == (None, None)
    assert standing.missing["terminal"] == [["no_answer", 1]]


# 述职评议 -------------------------------------------------------------------------------------


def test_a_duty_report_of_a_serving_person_within_the_window(cast):
    DutyReport.objects.update(day=days_ago(WINDOW_DAYS + 1))
    assert missing(cast, "report") == [["no_report", 1]]

    retired = make_representative("已届满", cast.station)
    make_report(retired)
    retired.seats.update(status="ended", ended_on=days_ago(1), end_reason="term_over")
    assert missing(cast, "report") == [["no_report", 1]]


def test_a_rating_is_asked_for(cast):
    other = make_station(cast.tree.xiaolinyuan, code="S2")
    make_report(make_representative("小林园代表", other))

    assert standing_of(other).missing["report"] == [["unrated", 1]]


def test_messages_that_may_be_self_posted_do_not_count(cast):
    message = Message.objects.get()
    burst = Burst.objects.create(station=cast.station, day=timezone.localdate(), kind="device")
    BurstMessage.objects.create(burst=burst, message=message)

    standing = standing_of(cast.station)
    assert standing.missing == {"terminal": [["no_answer", 1]], "report": [["unrated", 1]]}
    assert standing.last_message_on is None

    burst.look(by=cast.jiedao, note="问过了，是真的", is_genuine=True)
    assert standing_of(cast.station).missing == {}


# the task -------------------------------------------------------------------------------------


def test_all_stations_are_read_in_as_many_queries_as_one(cast, django_assert_num_queries):
    today = timezone.localdate()
    with django_assert_num_queries(12):
        read(today)
    for number in range(3):
        place = make_station(cast.tree.xiaolinyuan, code=f"more-{number}")
        person = make_representative(f"代表{number}", place)
        make_group(cast.tree.xiba, person, name=f"小组{number}")
        make_report(person)
    with django_assert_num_queries(12):
        read(today)


def test_checking_again_replaces_and_closed_stations_are_left_out(cast):
    assert check_stations() == 1
    make_station(cast.tree.xiaolinyuan, code="S2")
    make_station(cast.tree.jiajie, code="closed", is_active=False)

    assert (check_stations(), check_stations()) == (2, 2)
    assert Standing.objects.count() == 2
