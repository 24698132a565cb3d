"""The own notices and preferences, the status of the channels, the delivery log."""

from dataclasses import replace

import pytest
from django.template import Context, Template
from django.urls import reverse

from accounts.models import Post
from notifications.models import ChannelPreference, Delivery, DeliveryAttempt, Notice
from notifications.views import PAGE_SIZE
from tests.factories.accounts import make_staff
from tests.factories.listings import rows_on
from tests.factories.notifications import NOW, make_delivery, make_notice, make_robot, make_user
from tests.factories.queries import ROLES, SESSION, STAFF_FRAME

pytestmark = pytest.mark.django_db
LIST = reverse("notifications:list")
STATUS = reverse("notifications:status")
LOG = reverse("notifications:log")


@pytest.fixture
def user(client):
    user = make_user()
    client.force_login(user)
    return user


@pytest.fixture
def sign_in(client):
    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


def attempt_for(row, **fields):
    fields = {"ok": False, "code": "45009", "explanation": "发得太频繁。", "at": NOW} | fields
    return DeliveryAttempt.objects.create(delivery=row, channel=row.channel, **fields)


def failed_delivery(**fields):
    row = make_delivery(**fields)
    Delivery.objects.filter(pk=row.pk).update(
        state="failed", next_try_at=None, last_error="发得太频繁。"
    )
    attempt_for(row)
    return row


# --- notices


def test_strangers_are_sent_to_sign_in(client):
    assert client.get(LIST).status_code == 302


def test_an_empty_list_says_what_will_come(client, user):
    assert "没有通知" in client.get(LIST).content.decode()


def test_the_list_shows_the_own_notices_newest_first(client, user):
    older, newer = make_notice(user, text="较早"), make_notice(user, text="较新")
    make_notice(make_user(), text="别人的")
    assert client.get(LIST).context["notices"] == [newer, older]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(count, client, user, django_assert_num_queries):
    for _ in range(count):
        make_notice(user)
    client.get(LIST)  # the first one also writes down the session's device
    with django_assert_num_queries(SESSION + 4 + ROLES):  # user, notices, posts, unread count
        client.get(LIST)


def test_the_list_pages_by_key(client, user):
    notices = [make_notice(user) for _ in range(PAGE_SIZE + 1)]
    first = client.get(LIST)
    assert len(first.context["notices"]) == PAGE_SIZE
    second = client.get(LIST + first.context["older_url"])
    assert second.context["notices"] == notices[:1]
    assert second.context["older_url"] is None


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, "١", "\0"])
def test_a_strange_key_shows_the_first_page(before, client, user):
    notice = make_notice(user)
    assert client.get(LIST, {"before": before}).context["notices"] == [notice]


def test_opening_a_notice_marks_it_read_and_goes_there(client, user):
    notice = make_notice(user, url="/desk/")
    response = client.post(reverse("notifications:open", args=[notice.pk]))
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_reading_twice_keeps_the_first_time(client, user):
    notice = make_notice(user, read_at=NOW)
    client.post(reverse("notifications:read", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == NOW


@pytest.mark.parametrize("name", ["open", "read"])
def test_somebody_elses_notice_does_not_exist(name, client, user):
    notice = make_notice(make_user())
    assert client.post(reverse(f"notifications:{name}", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_looking_changes_nothing(client, user):
    notice = make_notice(user)
    for name in ("open", "read"):
        assert client.get(reverse(f"notifications:{name}", args=[notice.pk])).status_code == 405
    assert client.get(reverse("notifications:read_all")).status_code == 405


def test_marking_all_leaves_what_came_meanwhile_and_what_is_not_mine(client, user):
    seen, others = make_notice(user), make_notice(make_user())
    later = make_notice(user)
    client.post(reverse("notifications:read_all"), {"newest": seen.pk})
    unread = Notice.objects.unread().values_list("pk", flat=True)
    assert sorted(unread) == sorted([others.pk, later.pk])


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (2, 2), (130, 100)])
def test_unread_notices_are_counted_up_to_a_cap(count, shown, rf, django_assert_num_queries):
    request = rf.get("/desk/")
    request.user = make_user()
    Notice.objects.bulk_create(
        Notice(user=request.user, text="有事", url="", key=f"k:{n}") for n in range(count)
    )
    make_notice(request.user, read_at=NOW)
    template = Template("{% load notices %}{% unread_notices %}")
    with django_assert_num_queries(1):
        assert template.render(Context({"request": request})) == str(shown)


# --- preferences


def test_preferences_are_saved_for_oneself(client, user):
    response = client.post(reverse("notifications:settings"), {"sms": "on"})
    assert response.status_code == 302
    chosen = ChannelPreference.objects.get()
    assert (chosen.user, chosen.email, chosen.sms) == (user, False, True)


def test_the_settings_say_what_is_not_configured(client, user, settings):
    page = client.get(reverse("notifications:settings")).content.decode()
    assert "本站还没有配置发邮件" in page
    settings.NOTIFY = replace(settings.NOTIFY, email=True)
    page = client.get(reverse("notifications:settings")).content.decode()
    assert ("本站还没有配置发邮件" in page, "本站还没有配置发短信" in page) == (False, True)


def test_the_settings_mask_the_phone(client, user):
    user.set_phone("13812345678")
    user.save()
    page = client.get(reverse("notifications:settings")).content.decode()
    assert ("1381234****" in page, "13812345678" in page) == (True, False)


# --- status


def test_the_status_is_for_offices(client, user, tree, sign_in):
    assert client.get(STATUS).status_code == 404
    assert sign_in(make_staff(tree.yunji)).get(STATUS).status_code == 200


def test_the_status_names_what_is_configured_waiting_and_wrong(tree, sign_in, settings):
    settings.NOTIFY = replace(settings.NOTIFY, email=True)
    make_robot(tree.yunji)
    make_delivery()
    attempt_for(make_delivery(), ok=True, code="", explanation="")
    attempt_for(failed_delivery(channel="sms", recipient="13812345678"))
    response = sign_in(make_staff(tree.yunji)).get(STATUS)
    channels = {channel.label: channel for channel in response.context["channels"]}
    assert {label: channel.configured for label, channel in channels.items()} == {
        "电子邮件": True,
        "短信": False,
        "企业微信群机器人": True,
        "钉钉群机器人": False,
        "飞书群机器人": False,
    }
    mail, sms = channels["电子邮件"], channels["短信"]
    assert (mail.waiting, mail.is_stuck, mail.is_failing) == (2, True, False)
    assert (sms.waiting, sms.is_failing, sms.last_error.explanation) == (0, True, "发得太频繁。")
    assert "未配置" in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_status_costs_the_same_for_one_and_three(
    count, tree, sign_in, django_assert_num_queries
):
    for _ in range(count):
        attempt_for(make_delivery())
        make_robot(tree.yunji)
    client = sign_in(make_staff(tree.yunji))
    client.get(STATUS)
    # user, posts, queue, robots, log, unread count
    with django_assert_num_queries(SESSION + 6 + STAFF_FRAME):
        client.get(STATUS)


# --- delivery log


def manager_of(area):
    return make_staff(area, role=Post.Role.MANAGER)


def test_the_log_is_for_managers(client, user, tree, sign_in):
    assert client.get(LOG).status_code == 404
    assert sign_in(make_staff(tree.yunji)).get(LOG).status_code == 404
    assert sign_in(manager_of(tree.yunji)).get(LOG).status_code == 200


def test_a_manager_sees_accounts_and_robots_of_the_own_areas(tree, sign_in):
    inside = attempt_for(make_delivery(user=make_user(area=tree.yunji)))
    robot = make_robot(tree.yunji)
    posted = attempt_for(make_delivery(channel="wecom", robot=robot, recipient=None))
    outside = attempt_for(make_delivery(user=make_user(area=tree.yuanan)))
    to_voter = attempt_for(make_delivery(channel="sms", recipient="13812345678"))
    county = sign_in(manager_of(tree.xiling)).get(LOG)
    assert rows_on(county) == [posted, inside]
    city = sign_in(manager_of(tree.city)).get(LOG)
    assert rows_on(city) == [to_voter, outside, posted, inside]


def test_the_log_masks_recipients_and_marks_repeats(tree, sign_in):
    attempt_for(make_delivery(channel="sms", recipient="13812345678"), possible_repeat=True)
    attempt_for(make_delivery(recipient="xiang@example.com"))
    page = sign_in(manager_of(tree.city)).get(LOG).content.decode()
    assert [text in page for text in ("1381234****", "x***@example.com", "可能重复")] == [True] * 3
    assert ("13812345678" in page, "xiang@" in page) == (False, False)


def test_the_log_filters_by_channel_and_failure(tree, sign_in):
    mail = attempt_for(make_delivery(), ok=True, explanation="")
    sms = attempt_for(make_delivery(channel="sms"))
    client = sign_in(manager_of(tree.city))
    assert rows_on(client.get(LOG, {"channel": "email"})) == [mail]
    assert rows_on(client.get(LOG, {"ok": "False"})) == [sms]
    assert rows_on(client.get(LOG, {"channel": "pigeon", "ok": "x"})) == [sms, mail]


def test_a_failed_row_is_sent_again_by_its_manager(tree, sign_in):
    row = failed_delivery(user=make_user(area=tree.yunji))
    url = reverse("notifications:resend", args=[row.pk])
    assert sign_in(manager_of(tree.yuanan)).post(url).status_code == 404
    assert sign_in(make_staff(tree.yunji)).post(url).status_code == 404
    client = sign_in(manager_of(tree.xiling))
    assert client.get(url).status_code == 405
    assert client.post(url).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("pending", 0)
    assert client.post(url).status_code == 403
