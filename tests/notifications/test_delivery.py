"""Claim, send, record: what happens when two workers meet, one dies, or the provider says no."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from notifications import delivery, tasks
from notifications.models import ChannelPreference, Delivery, DeliveryAttempt
from notifications.states import (
    CLAIM_FOR,
    FORGET_AFTER,
    MAX_ATTEMPTS,
    OPEN_STATES,
    SWEEP_AFTER,
    DeliveryState,
    pause_after,
)
from tests.factories.areas import make_tree
from tests.factories.notifications import NOW, make_delivery, make_robot, make_user

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def make_sms(**fields):
    params = {"template": "confirm", "params": [["code", "2468"]]}
    fields.setdefault("payload", params)
    return make_delivery(channel="sms", recipient="13812345678", **fields)


def log_of(row):
    return list(row.log.order_by("id").values_list("ok", "code", "possible_repeat"))


def test_a_sent_row_keeps_the_receipt_and_forgets_the_text(provider):
    row = make_sms()
    assert delivery.send(row.pk, now=NOW) == "sent"
    row.refresh_from_db()
    assert (row.state, row.sent_at, row.provider_id, row.payload) == ("sent", NOW, "T-1", None)
    assert log_of(row) == [(True, "T-1", False)]


def test_a_row_is_sent_once_however_often_its_task_runs(provider):
    row = make_sms()
    assert [delivery.send(row.pk, now=NOW) for _ in range(3)] == ["sent", None, None]
    assert len(provider.received) == 1


def test_an_unknown_row_is_nobodys_work(provider):
    row = make_sms()
    row.delete()
    assert delivery.send(row.pk, now=NOW) is None


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_once(provider):
    row = make_sms()

    def work(_):
        try:
            return delivery.send(row.pk, now=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(work, range(4)))
    assert sorted(results, key=str) == [None, None, None, "sent"]
    assert len(provider.received) == 1
    assert DeliveryAttempt.objects.count() == 1


def test_a_worker_killed_before_the_record_makes_a_possible_repeat(provider, monkeypatch):
    row = make_sms()
    with monkeypatch.context() as killed:
        killed.setattr(delivery, "_sent", _die)
        with pytest.raises(KeyboardInterrupt):
            delivery.send(row.pk, now=NOW)
    assert len(provider.received) == 1
    assert delivery.send(row.pk, now=NOW + CLAIM_FOR - MINUTE) is None
    assert delivery.overdue(now=NOW + CLAIM_FOR) == [row.pk]
    assert delivery.send(row.pk, now=NOW + CLAIM_FOR) == "sent"
    assert len(provider.received) == 2
    assert log_of(row) == [(True, "T-1", True)]
    assert row.log.get().explanation == "上一次发送没有留下结果，对方可能收到两遍。"


def _die(*args):
    raise KeyboardInterrupt


def test_a_worker_that_lost_its_claim_logs_but_does_not_overwrite(provider):
    row = make_sms()
    slow = Delivery.objects.claim(row.pk, now=NOW)
    quick = Delivery.objects.claim(row.pk, now=NOW + CLAIM_FOR)
    assert (slow.attempts, quick.attempts, quick.maybe_sent) == (1, 2, True)
    error = delivery.ChannelError("no_answer", "没有应答。", retry=True, unsure=True)
    assert delivery._failed(slow, error, NOW) is None
    row.refresh_from_db()
    assert (row.state, row.claimed_until) == ("claimed", NOW + 2 * CLAIM_FOR)
    assert log_of(row) == [(False, "no_answer", False)]


def test_a_row_that_kills_every_worker_is_given_up(provider):
    row = make_sms()
    now = NOW
    for _ in range(MAX_ATTEMPTS):
        assert Delivery.objects.claim(row.pk, now=now) is not None
        now += CLAIM_FOR
    assert delivery.send(row.pk, now=now) == "failed"
    assert provider.received == []


def test_pauses_double_up_to_an_hour():
    minutes = [pause_after(n) // MINUTE for n in range(1, 9)]
    assert minutes == [1, 2, 4, 8, 16, 32, 60, 60]


def test_a_passing_error_is_retried_on_schedule_and_then_given_up(provider):
    row = make_sms()
    now = NOW
    for attempt in range(1, MAX_ATTEMPTS):
        provider.script.append((500, b""))
        assert delivery.send(row.pk, now=now) == "pending"
        row.refresh_from_db()
        assert (row.attempts, row.next_try_at) == (attempt, now + pause_after(attempt))
        assert delivery.send(row.pk, now=row.next_try_at - MINUTE / 2) is None
        now = row.next_try_at
    provider.script.append((500, b""))
    assert delivery.send(row.pk, now=now) == "failed"
    assert row.log.count() == MAX_ATTEMPTS
    row.refresh_from_db()
    assert row.last_error == "对方服务器出错，稍后再试。"


def test_a_final_error_is_not_retried(provider):
    row = make_sms()
    limit = {"SendStatusSet": [{"Code": "LimitExceeded.PhoneNumberDailyLimit"}]}
    provider.script.append((200, {"Response": limit}))
    assert delivery.send(row.pk, now=NOW) == "failed"
    assert delivery.overdue(now=NOW + timedelta(days=9)) == []


def test_after_silence_the_next_attempt_is_a_possible_repeat(provider):
    row = make_sms()
    provider.script.append("silence")
    assert delivery.send(row.pk, now=NOW) == "pending"
    assert delivery.send(row.pk, now=NOW + MINUTE) == "sent"
    assert log_of(row) == [(False, "no_answer", False), (True, "T-1", True)]


def test_a_late_confirmation_code_is_not_sent(provider):
    row = make_sms(give_up_at=NOW + 10 * MINUTE)
    assert delivery.send(row.pk, now=NOW + 11 * MINUTE) == "failed"
    assert (provider.received, log_of(row)) == ([], [(False, "too_late", False)])


def test_an_opted_out_user_is_skipped(provider):
    user = make_user()
    ChannelPreference.objects.create(user=user, sms=False)
    row = make_sms(user=user)
    assert delivery.send(row.pk, now=NOW) == "skipped"
    assert provider.received == []


def test_a_robot_of_its_own_host_is_used(provider):
    robot = make_robot(make_tree().yunji, webhook_url=f"{provider.url}/cgi-bin/webhook/send?key=k")
    row = make_delivery(channel="wecom", robot=robot, recipient=None)
    assert delivery.send(row.pk, now=NOW) == "sent"
    assert provider.received[0].json["text"]["content"].splitlines()[0] == "有一件新留言"


def test_a_host_off_the_list_is_never_called(provider, settings):
    settings.NOTIFY = replace(settings.NOTIFY, allowed_hosts=())
    row = make_sms()
    assert delivery.send(row.pk, now=NOW) == "failed"
    assert (provider.received, log_of(row)) == ([], [(False, "host_not_allowed", False)])


def test_the_sweeper_leaves_fresh_rows_to_their_own_task():
    row = make_sms()
    assert delivery.overdue(now=NOW + SWEEP_AFTER - MINUTE) == []
    assert delivery.overdue(now=NOW + SWEEP_AFTER) == [row.pk]


@pytest.mark.django_db(transaction=True)
def test_the_sweep_task_sends_what_was_left_behind(provider):
    rows = [make_sms(), make_sms()]
    tasks.sweep()
    tasks.sweep()
    assert len(provider.received) == 2
    assert {row.state for row in Delivery.objects.filter(pk__in=[row.pk for row in rows])} == {
        "sent"
    }


def test_a_failed_row_can_be_put_back_and_a_sent_one_not(provider):
    row = make_sms()
    provider.script.append((404, b""))
    assert delivery.send(row.pk, now=NOW) == "failed"
    assert delivery.resend(row, now=NOW) is True
    assert delivery.send(row.pk, now=NOW) == "sent"
    assert delivery.resend(row, now=NOW) is False


def test_a_row_that_was_too_late_is_sent_when_somebody_puts_it_back(provider):
    row = make_sms(give_up_at=NOW + MINUTE)
    late = NOW + 2 * MINUTE
    assert delivery.send(row.pk, now=late) == "failed"
    assert delivery.resend(row, now=late) is True
    assert delivery.send(row.pk, now=late) == "sent"


@pytest.mark.parametrize("state", OPEN_STATES)
def test_what_is_still_to_be_sent_is_not_forgotten(state):
    row = make_sms()
    open_columns = {
        DeliveryState.PENDING: {"next_try_at": NOW},
        DeliveryState.CLAIMED: {"next_try_at": None, "claimed_until": NOW},
    }
    Delivery.objects.filter(pk=row.pk).update(state=state, **open_columns[state])
    assert delivery.forget_old(now=NOW + 2 * FORGET_AFTER) == 0
    row.refresh_from_db()
    assert (row.recipient, bool(row.payload)) == ("13812345678", True)


def test_recipients_are_forgotten_after_their_time():
    old, fresh = make_sms(), make_sms(now=NOW + MINUTE)
    Delivery.objects.filter(pk__in=[old.pk, fresh.pk]).update(
        state=DeliveryState.SENT, sent_at=NOW, next_try_at=None
    )
    assert delivery.forget_old(now=NOW + FORGET_AFTER + MINUTE / 2) == 1
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.recipient, old.payload, fresh.recipient) == (None, None, "13812345678")


@pytest.mark.parametrize(
    "impossible",
    [
        {"state": "sent"},
        {"state": "claimed"},
        {"next_try_at": None},
        {"state": "failed", "next_try_at": None},
        {"state": "unheard"},
        {"channel": "pigeon"},
        {"channel": "wecom"},
        {"sent_at": NOW},
        {"claimed_until": NOW},
    ],
)
def test_the_database_refuses_impossible_rows(impossible):
    row = make_sms()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=row.pk).update(**impossible)
