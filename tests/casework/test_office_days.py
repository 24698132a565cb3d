"""Working days that staff change, and the due dates that move with them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from areas.calendar import add_working_days, is_working_day
from areas.dates import chinese_datetime
from areas.models import DayOverride
from casework import deadlines
from jobs.models import Job
from messages.models import Message
from tests.factories.queries import SESSION, STAFF_FRAME, count_queries
from tests.factories.states import handling

pytestmark = pytest.mark.django_db
URL = reverse("office:holidays")


@pytest.fixture
def tomorrow(cast):
    """The next working day, as it was before anybody changed it."""
    return add_working_days(timezone.localdate(), 1).date


def add(client, on, **changes):
    values = {"day": on.isoformat(), "is_working": "0", "reason": "全市抗洪"} | changes
    return client.post(reverse("office:add_day"), values)


def settings_changes():
    found = AuditEntry.objects.filter(action=AuditEntry.Action.SETTINGS_CHANGE)
    return list(found.values_list("reason", flat=True))


def test_the_city_makes_a_working_day_a_day_off_with_a_reason(city, tomorrow):
    response = add(city, tomorrow)

    assert response.status_code == 302
    assert not is_working_day(tomorrow)
    assert settings_changes() == ["全市抗洪"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_working": "1"}, "day"),  # a working day already
        ({"day": "2020-01-01"}, "day"),
        ({"reason": ""}, "reason"),
        ({"is_working": ""}, "is_working"),
        ({"day": "明天"}, "day"),
    ],
)
def test_what_makes_no_sense_is_said_and_kept(city, changes, field, tomorrow):
    response = add(city, tomorrow, **changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert DayOverride.objects.count() == 0
    assert changes.get("reason", "全市抗洪") in response.content.decode()


def test_a_day_is_changed_once(city, tomorrow):
    add(city, tomorrow)

    assert "已经调整过" in add(city, tomorrow).content.decode()


def test_the_page_shows_both_years_and_says_what_a_change_touches(city, cast, tomorrow):
    cast.submit()
    add(city, tomorrow)
    page = city.get(URL)

    assert [year for year, _ in page.context["calendars"]] == [
        timezone.localdate().year,
        timezone.localdate().year + 1,
    ]
    assert [affected for _, affected in page.context["overrides"]] == [1]


def test_entering_a_day_moves_running_clocks_and_tells_everybody(
    city, cast, django_capture_on_commit_callbacks, tomorrow
):
    matter = handling(cast)
    share = matter.assignments.get()
    with django_capture_on_commit_callbacks(execute=True):
        response = add(city, tomorrow)
    job = Job.objects.get()
    matter.refresh_from_db()
    share.refresh_from_db()

    assert response.url == job.get_absolute_url()
    assert (job.state, job.result) == ("done", {"moved": 2, "seen": 2})
    assert matter.due_date == matter.explain_due().due_date
    assert share.due_date == share.explain_due().due_date
    assert matter.events.filter(kind="due_moved", audience="everyone").count() == 1
    assert "其中 2 个改了日期" in city.get(response.url).content.decode()


def test_working_out_again_by_hand_says_on_the_page_when_it_was_done(
    city, cast, django_capture_on_commit_callbacks, tomorrow
):
    handling(cast)
    override = DayOverride.objects.create(day=tomorrow, is_working=False, reason="抗洪")
    with django_capture_on_commit_callbacks(execute=True):
        city.post(reverse("office:recompute", args=[override.pk]))

    job = Job.objects.get()
    done = f"{chinese_datetime(job.finished_at)}算完，看了 2 个，改了 2 个"
    assert done in city.get(URL).content.decode()


def test_while_it_runs_the_page_says_so(city, cast, tomorrow):
    handling(cast)
    add(city, tomorrow)

    assert "正在重新计算期限" in city.get(URL).content.decode()


def test_recomputing_twice_changes_nothing_more(cast, tomorrow):
    matter = cast.submit()
    DayOverride.objects.create(day=tomorrow, is_working=False, reason="抗洪")

    assert [batch.moved for batch in deadlines.recompute(tomorrow, tomorrow)] == [1]
    assert [batch.moved for batch in deadlines.recompute(tomorrow, tomorrow)] == [0]
    matter.refresh_from_db()
    assert matter.due_date == add_working_days(timezone.localdate(), 1).date


def test_a_clock_that_stands_still_or_does_not_reach_the_day_is_left_alone(cast, tomorrow):
    matter = cast.submit()
    Message.objects.filter(pk=matter.pk).update(paused_on=timezone.localdate())
    DayOverride.objects.create(day=tomorrow, is_working=False, reason="抗洪")
    far = tomorrow + timedelta(days=60)

    assert list(deadlines.recompute(tomorrow, tomorrow)) == []
    assert list(deadlines.recompute(far, far)) == []


def test_taking_a_change_back_moves_the_dates_back(
    city, cast, django_capture_on_commit_callbacks, tomorrow
):
    matter = cast.submit()
    due = matter.due_date
    add(city, tomorrow)
    list(deadlines.recompute(tomorrow, tomorrow))
    with django_capture_on_commit_callbacks(execute=True):
        city.post(reverse("office:delete_day", args=[DayOverride.objects.get().pk]))
    matter.refresh_from_db()

    assert DayOverride.objects.count() == 0
    assert matter.due_date == due


def test_a_county_reads_and_does_not_change(client, cast, tomorrow):
    override = DayOverride.objects.create(day=tomorrow, is_working=False, reason="抗洪")
    client.force_login(cast.quxian)

    assert client.get(URL).context["may_change"] is False
    assert add(client, tomorrow).status_code == 404
    for name in ("delete_day", "recompute"):
        assert client.post(reverse(f"office:{name}", args=[override.pk])).status_code == 404
    assert DayOverride.objects.count() == 1


def test_the_page_is_for_staff(client, cast):
    client.force_login(cast.lianluo)

    assert client.get(URL).status_code == 404


def test_the_same_queries_for_one_change_and_three(city, cast):
    start = date(timezone.localdate().year + 1, 3, 1)
    cast.submit()
    counts = []
    for n in range(3):
        DayOverride.objects.create(day=start + timedelta(n), is_working=False, reason="抗洪")
        counts.append(count_queries(city, URL))

    kinds_of_clocks = len(deadlines.clocks())  # each is asked once
    assert counts[0] == counts[2] == 8 + SESSION + STAFF_FRAME + kinds_of_clocks
