import socket
import time

import pytest
from django.db import connection
from django.db.utils import OperationalError


def refuse(*args, **kwargs):
    raise OperationalError("the database is away")


@pytest.mark.django_db
def test_healthy_while_database_and_broker_answer(client, settings):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "broker": "ok"}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_a_broker_that_is_away_is_told_quickly_and_not_fatal(client, settings):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()  # takes the connection and never answers
        client.get("/healthz")  # the first request of a process loads every page
        settings.REDIS_URL = f"redis://127.0.0.1:{silent.getsockname()[1]}/0"
        started = time.monotonic()
        response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "broker": "down"}
    assert time.monotonic() - started < 1.5


@pytest.mark.django_db
def test_unhealthy_without_database(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", refuse)

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json()["database"] == "down"


@pytest.mark.django_db
def test_health_needs_no_sign_in_and_changes_nothing(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_metrics_name_views_not_addresses(client):
    client.get("/healthz")

    text = client.get("/metrics").content.decode()

    assert 'renda_requests_seconds_count{method="GET",status="200",view="healthz"}' in text
    assert "127.0.0.1" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["203.0.113.9", "not-an-address", ""])
def test_metrics_are_hidden_from_other_networks(client, address):
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == 404
