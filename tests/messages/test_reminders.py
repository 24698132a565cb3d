"""Reminders: due and not yet given, each exactly once, and a missed night loses none."""

from datetime import date, timedelta
from threading import Thread

import pytest
from django.db import connection

from messages.codes.destination import Recipient
from messages.desk import reminders
from messages.models import Message, MessageEvent
from messages.states import Holder, State
from notifications.models import Notice
from stations.models import StationCover
from tests.clock import frozen
from tests.factories.casework import make_officer
from tests.factories.states import assigned, at_station, fresh, replied

MONDAY = "2026-11-16 10:00"
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2026, 11, day) for day in (17, 18, 19, 20))
NEXT_MONDAY = date(2026, 11, 23)

pytestmark = pytest.mark.time_machine(MONDAY, tick=False)


def notices_of(user, word):
    return Notice.objects.filter(user=user, text__contains=word).count()


def test_nothing_is_said_on_the_day_a_message_arrives(cast):
    cast.submit()
    assert reminders.remind_all(date(2026, 11, 16)) == 0


def test_the_holder_is_warned_once_when_most_of_the_time_is_used(cast):
    cast.submit()
    assert reminders.remind_all(TUESDAY) == 1
    assert reminders.remind_all(TUESDAY) == 0
    assert notices_of(cast.daibiao, "快到期") == 1


def test_an_unaccepted_message_is_called_overdue_to_representative_and_officer(cast):
    cast.submit()
    reminders.remind_all(WEDNESDAY)
    assert notices_of(cast.daibiao, "超期") == 1
    assert notices_of(cast.lianluo, "超期") == 1


def test_the_officer_may_take_it_only_after_the_limit(cast):
    message = fresh(cast.submit())
    assert message.may_be_taken(TUESDAY) is False
    assert message.may_be_taken(WEDNESDAY) is True
    message.take(by=cast.actor(cast.lianluo, message), today=WEDNESDAY)
    assert (message.state, message.holder) == (State.ACCEPTED, Holder.STATION)


def test_a_missed_week_gives_the_overdue_reminder_once_and_supervision_once(cast):
    message = cast.submit()
    reminders.remind_all(NEXT_MONDAY)
    reminders.remind_all(NEXT_MONDAY)
    message = fresh(message)
    assert message.supervised_at is not None
    assert message.events.filter(kind="supervise").count() == 1
    assert notices_of(cast.jiedao, "督办") == 1


def test_supervision_comes_three_working_days_after_the_due_date_and_not_before(cast):
    message = cast.submit()  # due on Tuesday
    reminders.remind_all(THURSDAY)
    assert fresh(message).supervised_at is None
    reminders.remind_all(FRIDAY)
    assert fresh(message).supervised_at is not None


def test_a_paused_clock_reminds_nobody(cast):
    message = at_station(cast)
    message.pause("等选民补充地点", by=cast.actor(cast.lianluo, message))
    assert reminders.remind_all(NEXT_MONDAY) == 0


def test_resuming_adds_the_paused_working_days(cast):
    message = at_station(cast)  # two working days: due on Wednesday
    assert message.due_date == WEDNESDAY
    message.pause("等选民补充地点", by=cast.actor(cast.lianluo, message))
    with frozen("2026-11-19 10:00"):
        message.resume(by=cast.actor(cast.lianluo, message))
    assert fresh(message).due_date == NEXT_MONDAY


def test_a_department_is_reminded_of_its_own_share(cast):
    message = assigned(cast)
    share = message.assignments.get()
    assert share.due_date == TUESDAY  # to be signed within one working day
    reminders.remind_all(TUESDAY)
    reminders.remind_all(WEDNESDAY)
    assert notices_of(cast.zhanban, "快到期") == 1
    assert notices_of(cast.zhanban, "超期") == 1
    assert notices_of(cast.jiedao, "快到期") == 0


def test_a_new_step_is_reminded_of_anew(cast):
    message = fresh(cast.submit())
    reminders.remind_all(TUESDAY)
    message = fresh(message)
    message.accept(by=cast.actor(cast.daibiao, message))
    assert fresh(message).reminded == 0


def test_what_nobody_rates_is_closed_after_the_window(cast):
    message = replied(cast)
    last_day = message.due_date
    assert reminders.close_unrated(last_day) == 0
    assert reminders.close_unrated(last_day + timedelta(days=1)) == 1
    message = fresh(message)
    assert (message.state, message.rating) == (State.CLOSED, "")


def test_untouched_work_of_a_covered_station_moves_to_the_office_above(cast):
    message = cast.submit(to=_to_station(cast))
    cover = StationCover.objects.create(
        station=cast.station, starts_on=TUESDAY, ends_on=FRIDAY, reason="培训"
    )
    assert reminders.move_to_covers(date(2026, 11, 16)) == 0
    assert reminders.move_to_covers(TUESDAY) == 1
    message = fresh(message)
    assert (message.holder, message.office) == (Holder.OFFICE, cast.tree.yunji)
    assert cover.officer is None
    assert notices_of(cast.jiedao, "代管") == 1


def test_a_covering_officer_sees_and_is_told_of_the_stations_work(cast):
    helper = make_officer("代管人", user=cast.cunju)
    today = date(2026, 11, 16)
    StationCover.objects.create(
        station=cast.station, officer=helper, starts_on=today, ends_on=FRIDAY
    )
    message = cast.submit(to=_to_station(cast))
    assert list(Message.objects.visible_to(cast.cunju)) == [message]
    assert notices_of(cast.cunju, "新留言") == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_give_one_reminder(cast):
    message = cast.submit()
    failures: list[BaseException] = []

    def work():
        try:
            reminders.remind_all(TUESDAY)
        except Exception as error:  # noqa: BLE001 shown by the assertion below
            failures.append(error)
        finally:
            connection.close()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert failures == []
    assert Notice.objects.filter(key__startswith=f"remind:{message.pk}:").count() == 1
    assert message.events.filter(kind=MessageEvent.REMINDED).count() == 1


def _to_station(cast):
    return Recipient(cast.station)
