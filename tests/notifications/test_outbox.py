"""What `notify` and `send_sms` promise to the caller's transaction."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction

from notifications.models import Delivery, Notice
from notifications.outbox import MANY, notify, send_sms
from notifications.states import DeliveryState
from tests.factories.areas import make_tree
from tests.factories.notifications import make_robot, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def mail_on(settings):
    settings.NOTIFY = replace(settings.NOTIFY, email=True)


@pytest.fixture
def sms_on(settings):
    account = replace(settings.NOTIFY.aliyun, key_id="id", key_secret="secret", sign_name="联络站")
    settings.NOTIFY = replace(settings.NOTIFY, sms_provider="aliyun", aliyun=account)


def tell(users, **fields):
    notify(**{"users": users, "text": "有一件新留言", "url": "/desk/", "key": "m:1", **fields})


def test_each_user_gets_one_notice():
    first, second = make_user(), make_user()
    tell([first, second, first])
    assert list(Notice.objects.order_by("user_id").values_list("user", "text", "url")) == [
        (first.pk, "有一件新留言", "/desk/"),
        (second.pk, "有一件新留言", "/desk/"),
    ]


def test_the_same_key_creates_nothing_more(mail_on):
    user = make_user()
    tell([user])
    tell([user], text="又一次")
    assert list(Notice.objects.values_list("text", flat=True)) == ["有一件新留言"]
    assert Delivery.objects.count() == 1


def test_nothing_is_queued_for_mail_when_mail_is_not_configured():
    tell([make_user()])
    assert Delivery.objects.count() == 0


def test_a_user_without_an_address_gets_only_the_notice(mail_on):
    tell([make_user(email="")])
    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 0)


def test_only_urgent_notices_go_by_sms(sms_on):
    user = make_user()
    user.set_phone("13812345678")
    user.save()
    tell([user])
    assert Delivery.objects.count() == 0
    tell([user], urgent=True, key="m:2", text="一" * 50)
    row = Delivery.objects.get()
    assert (row.channel, row.recipient) == ("sms", "13812345678")
    assert row.load_payload() == {
        "template": "notice",
        "params": [["text", "一" * 30]],
    }


def test_a_rolled_back_event_tells_nobody(mail_on):
    user = make_user()
    with transaction.atomic():
        tell([user])
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_users(count, mail_on, django_assert_num_queries):
    tree = make_tree()
    make_robot(tree.xiling)
    users = [make_user() for _ in range(count)]
    with django_assert_num_queries(2):
        tell(users)
    with django_assert_num_queries(3):
        tell(users, key="m:2", robots_of=tree.yunji)


def test_without_any_channel_a_notice_costs_one_query(django_assert_num_queries):
    user = make_user()
    with django_assert_num_queries(1):
        tell([user], urgent=True)


def test_text_is_one_clean_line_and_fits():
    tell([make_user()], text="第一行\n\x00第二行\u202e" + "很长" * 300)
    text = Notice.objects.get().text
    assert text.startswith("第一行 第二行")
    assert (len(text), text[-1]) == (300, "…")


@pytest.mark.parametrize(
    "broken",
    [
        {"url": "https://example.com/"},
        {"url": "//example.com/"},
        {"text": " "},
        {"key": ""},
        {"key": "x" * 121},
    ],
)
def test_nonsense_is_refused_before_the_database_may_swallow_it(broken):
    with pytest.raises(ValueError):
        tell([make_user()], **broken)
    assert Notice.objects.count() == 0


def test_many_rows_are_started_by_one_task(mail_on, django_capture_on_commit_callbacks):
    users = [make_user() for _ in range(MANY + 1)]
    with django_capture_on_commit_callbacks() as callbacks:
        tell(users)
    assert len(callbacks) == 1
    assert Delivery.objects.count() == MANY + 1


def test_a_text_is_queued_once_and_encrypted(sms_on):
    for _ in range(2):
        sent = send_sms(
            phone="13812345678",
            template="confirm",
            params={"code": "2468", "a": "1"},
            key="confirm:1",
            valid_for=timedelta(minutes=10),
        )
        assert sent is True
    row = Delivery.objects.get()
    assert row.subject == "手机号确认码"
    assert row.load_payload()["params"] == [["code", "2468"], ["a", "1"]]
    assert row.give_up_at - row.created_at == timedelta(minutes=10)


def test_without_a_provider_the_log_says_so_and_keeps_no_phone():
    assert send_sms(phone="13812345678", template="receipt", params={}, key="r:1") is False
    row = Delivery.objects.get()
    assert (row.state, row.recipient, row.payload) == (DeliveryState.NOT_CONFIGURED, None, None)


def test_the_nearest_robot_above_posts():
    tree = make_tree()
    make_robot(tree.city, name="市")
    make_robot(tree.xiling, name="县")
    make_robot(tree.yuanan, name="别的县")
    make_robot(tree.yunji, name="停用", active=False)
    tell([], robots_of=tree.guoyuanlu)
    assert [row.robot.name for row in Delivery.objects.select_related("robot")] == ["县"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_one_key_make_one_row_and_one_mail(mail_on, mailoutbox):
    user = make_user()
    together = Barrier(2)

    def work(_):
        together.wait(10)
        with transaction.atomic():
            tell([user])
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(2)))
    assert (Notice.objects.count(), Delivery.objects.count(), len(mailoutbox)) == (1, 1, 1)
