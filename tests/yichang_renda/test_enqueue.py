import time

import pytest
from celery import Celery, shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from yichang_renda import celery
from yichang_renda.cache import SteadyRedisCache
from yichang_renda.connections import transport_options

DEAD = "redis://127.0.0.1:1/0"
CALLS = []


@shared_task
def note(number):
    CALLS.append(number)


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    CALLS.clear()
    monkeypatch.setattr(celery, "_broker_away_until", 0.0)


@pytest.fixture
def task_without_broker():
    app = Celery("away", broker=DEAD, set_as_current=False)
    app.conf.task_publish_retry = False
    app.conf.broker_transport_options = transport_options(DEAD, [])

    @app.task(name="away.note")
    def note_away(number):
        CALLS.append(number)

    return note_away


@pytest.mark.django_db(transaction=True)
def test_a_task_starts_when_the_transaction_has_committed():
    with transaction.atomic():
        celery.enqueue(note, 7)
        before_commit = list(CALLS)

    assert (before_commit, CALLS) == ([], [7])


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_rolled_back_transaction_never_starts():
    with transaction.atomic():
        celery.enqueue(note, 7)
        transaction.set_rollback(True)

    assert CALLS == []


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_never_fails_the_request(task_without_broker):
    started = time.monotonic()
    with transaction.atomic():
        celery.enqueue(task_without_broker, 1)

    assert time.monotonic() - started < 2
    assert CALLS == []


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_is_waited_for_once(task_without_broker, monkeypatch):
    tried, delay = [], task_without_broker.delay

    def trying(number):
        tried.append(number)
        delay(number)

    monkeypatch.setattr(task_without_broker, "delay", trying)
    for number in range(100):
        celery.enqueue(task_without_broker, number)

    assert tried == [0]


@pytest.mark.django_db(transaction=True)
def test_a_mistake_in_a_task_is_not_taken_for_a_broker_away():
    @shared_task
    def broken():
        raise KeyError("mistake")

    with pytest.raises(KeyError):
        celery.enqueue(broken)


def test_operational_error_is_what_kombu_raises(task_without_broker):
    with pytest.raises(OperationalError):
        task_without_broker.delay(1)


@pytest.fixture
def cache_without_redis():
    return SteadyRedisCache(DEAD, {"KEY_PREFIX": "test"})


def test_the_cache_stays_up_when_redis_is_away(cache_without_redis):
    cache = cache_without_redis

    cache.set("name", "value")

    assert cache.get("name") == "value"
    assert cache.get_many(["name"]) == {"name": "value"}
    assert "name" in cache
    cache.delete("name")
    assert cache.get("name", "gone") == "gone"


def test_limits_still_count_when_redis_is_away(cache_without_redis):
    cache = cache_without_redis

    first = cache.add("tries", 1, 60)
    second = cache.add("tries", 1, 60)

    assert (first, second, cache.incr("tries")) == (True, False, 2)
