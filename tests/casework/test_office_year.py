"""A year's days off are entered as one notice; until then dates of that year are provisional."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Post, User
from areas.models import DayOverride, HolidayNotice
from casework.clock import Clock
from casework.reminders import remind_of_holidays
from jobs.models import Job
from messages.models import Message
from notifications.models import Notice
from supervision.models import Rectification
from tests.factories.accounts import make_staff
from tests.factories.evaluations import counted
from tests.factories.states import handling

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine("2026-12-28 10:00", tick=False),
]
URL, ENTER = reverse("office:holidays"), reverse("office:enter_year")
TEXT = "二、春节：2月5日至11日放假调休。1月4日（周一）休息，1月31日（周日）上班。"


def enter(client, **changes):
    values = {"year": "2027", "document": "国办发明电〔2026〕8号", "text": TEXT, "confirm": "1"}
    return client.post(ENTER, values | changes)


@pytest.fixture
def matter(cast):
    """Handled until 5 January 2027: five working days from 28 December."""
    return handling(cast)


def test_a_date_in_a_year_not_entered_is_provisional_to_voter_and_staff(city, client, matter):
    assert matter.due_date == date(2027, 1, 5)
    staff = city.get(reverse("desk:message", args=[matter.pk])).content.decode()
    client.logout()
    token = matter.tracking.token
    voter = client.get(reverse("messages:track", args=[token])).content.decode()

    assert "2027 年 1 月 5 日（周二）（暂定）" in staff
    assert "2027 年 1 月 5 日（周二）（暂定）" in voter
    assert matter.due_words(date(2026, 12, 29)).endswith("（暂定）")


def test_dates_of_a_known_year_and_of_calendar_days_are_not():
    assert Clock(5).run(date(2026, 12, 1)).is_provisional is False
    assert Clock(3, "month").run(date(2026, 12, 1)).is_provisional is False
    assert Clock(30).run(date(2026, 12, 1)).is_provisional is True


def test_the_page_warns_until_the_year_is_entered(city):
    assert "2027 年的放假调休还不知道" in city.get(URL).content.decode()

    enter(city)

    assert "2027 年的放假调休还不知道" not in city.get(URL).content.decode()


def test_the_notice_is_first_shown_as_it_was_read_and_nothing_is_written(city, matter):
    page = city.post(ENTER, {"year": "2027", "document": "通知", "text": TEXT})

    assert page.status_code == 200
    assert "有 2 个正在计时的期限会重新计算" in page.content.decode()
    assert HolidayNotice.objects.count() == 0


def test_entered_it_moves_the_clocks_on_record(city, matter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = enter(city)
    matter.refresh_from_db()

    assert response.url == Job.objects.get().get_absolute_url()
    assert matter.due_date == date(2027, 1, 6)
    assert not matter.is_provisional
    assert matter.assignments.get().due_date == date(2027, 1, 6)
    assert list(matter.events.filter(kind="due_moved").values_list("text", "audience")) == [
        ("放假安排有变化，期限日改为 2027 年 1 月 6 日（周三）。", "everyone")
    ]
    entry = AuditEntry.objects.filter(target="录入2027 年放假安排").get()
    assert (entry.reason, entry.actor) == ("国办发明电〔2026〕8号", matter_staff(city))


def matter_staff(client):
    return client.get(URL).wsgi_request.user


def test_what_has_to_be_mended_moves_along(city, cast, django_capture_on_commit_callbacks):
    subject = counted(cast).subjects.first()
    item = Rectification.objects.demand(
        subject, title="排队时间长", demand="缩短", days=5, by=cast.quxian
    )
    with django_capture_on_commit_callbacks(execute=True):
        enter(city)
    item = Rectification.objects.get(pk=item.pk)

    assert item.due_date == date(2027, 1, 6)
    assert item.events.filter(kind="due_moved").count() == 1


def test_an_ended_matter_keeps_its_dates(city, matter, django_capture_on_commit_callbacks):
    Message.objects.filter(pk=matter.pk).update(paused_on=date(2026, 12, 28))
    matter.assignments.update(paused_on=date(2026, 12, 28))
    with django_capture_on_commit_callbacks(execute=True):
        response = enter(city)

    assert response.url == URL
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": "2月6日（周五）上班"}, "text"),
        ({"text": "见附件"}, "text"),
        ({"document": ""}, "document"),
        ({"year": "2026"}, "year"),
    ],
)
def test_what_can_not_be_read_is_said_and_kept(city, changes, field):
    page = enter(city, **changes)

    assert page.status_code == 422
    assert list(page.context["notice_form"].errors) == [field]
    assert changes.get("text", TEXT) in page.content.decode()
    assert HolidayNotice.objects.count() == 0


def test_going_back_keeps_what_was_pasted(city):
    page = city.post(ENTER, {"year": "2027", "document": "通知", "text": TEXT, "again": "1"})

    assert TEXT in page.content.decode()


def test_a_notice_taken_back_moves_the_dates_back(city, matter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        enter(city)
        notice = HolidayNotice.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        city.post(reverse("office:withdraw_year", args=[notice.pk]))
    matter.refresh_from_db()

    assert (HolidayNotice.objects.count(), DayOverride.objects.count()) == (0, 0)
    assert matter.due_date == date(2027, 1, 5)
    assert matter.is_provisional


def test_a_county_neither_enters_nor_withdraws(client, cast):
    client.force_login(cast.quxian)
    notice = HolidayNotice.objects.create(year=2027, document="通知")

    assert enter(client).status_code == 404
    assert client.post(reverse("office:withdraw_year", args=[notice.pk])).status_code == 404


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 10, 31), 0),
        (date(2026, 11, 1), 1),
        (date(2026, 12, 31), 1),
        (date(2027, 1, 4), 0),
    ],
)
def test_managers_of_the_city_are_reminded_from_the_first_of_november(cast, day, told):
    make_staff(cast.tree.city, username="banshi")  # who manages nothing
    assert remind_of_holidays(day) == told
    assert list(Notice.objects.values_list("user__username", flat=True)) == ["shiji"] * told


@pytest.mark.parametrize("gone", ["post", "account"])
def test_whoever_has_left_is_not_reminded(cast, gone):
    if gone == "post":
        Post.objects.filter(user=cast.shiji).update(ended_at=timezone.now())
    else:
        User.objects.filter(pk=cast.shiji.pk).update(is_active=False)

    assert (remind_of_holidays(date(2026, 11, 1)), list(Notice.objects.all())) == (0, [])


def test_once_a_week_however_often_it_runs_and_no_more_when_it_is_entered(city, cast):
    for day in (2, 3, 8, 9):
        remind_of_holidays(date(2026, 11, day))
    assert Notice.objects.count() == 2

    enter(city)

    assert remind_of_holidays(date(2026, 11, 16)) == 0
