import io
import json
import logging

import pytest
import structlog
from django.conf import settings

from yichang_renda.logging import mask

PHONE = "13812345678"


@pytest.fixture
def log_lines():
    """The lines that our handler writes, as JSON."""
    handler = logging.getLogger().handlers
    ours = next(h for h in handler if getattr(h, "formatter", None) and not _is_pytest(h))
    stream = io.StringIO()
    before = ours.setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    ours.setStream(before)


def _is_pytest(handler):
    return type(handler).__module__.startswith("_pytest")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (f"电话{PHONE}。", "电话1381234****。"),
        ("+8613812345678", "+861381234****"),
        ("/t/kQ7vVn2ZrX0yT9sB4mLw8A/", "/t/****/"),
        ("/t/kQ7vVn2ZrX0yT9sB4mLw8A/rate/?a=1", "/t/****/rate/?a=1"),
        ("https://renda.example/t/kQ7vVn2Z", "https://renda.example/t/****"),
        ("/track/", "/track/"),
        ("2013812345678901", "2013812345678901"),
        ("12812345678", "12812345678"),
    ],
)
def test_phones_and_tracking_secrets_are_masked_and_nothing_else(text, masked):
    assert mask(text) == masked


def test_a_structured_entry_is_masked_at_every_depth(log_lines):
    log = structlog.get_logger("test")

    log.warning("sms_failed", phone=PHONE, number=int(PHONE), nested={"to": [PHONE]})

    (line,) = log_lines()
    assert (line["event"], line["phone"], line["number"], line["nested"]) == (
        "sms_failed",
        "1381234****",
        "1381234****",
        {"to": ["1381234****"]},
    )


def test_an_exception_of_a_library_is_masked_too(log_lines):
    try:
        raise ValueError(f"cannot send to {PHONE}")
    except ValueError:
        logging.getLogger("some.library").exception("failed for %s", PHONE)

    (line,) = log_lines()
    assert line["event"] == "failed for 1381234****"
    assert "cannot send to 1381234****" in line["exception"]
    assert PHONE not in json.dumps(line)


@pytest.mark.django_db
def test_a_request_that_fails_leaves_no_secret(client, log_lines):
    client.get("/t/kQ7vVn2ZrX0yT9sB4mLw8A/nowhere/", {"phone": PHONE})

    (line,) = log_lines()
    assert line["event"] == "Not Found: /t/****/nowhere/"
    assert "kQ7vVn2ZrX0yT9sB4mLw8A" not in json.dumps(line)
    assert PHONE not in json.dumps(line)


@pytest.mark.django_db
def test_every_line_carries_the_id_of_its_request(client, log_lines):
    client.get("/nowhere-at-all/")

    (line,) = log_lines()
    assert len(line["request_id"]) == 32
    assert line["level"] == "warning"


def test_the_library_logs_are_ours():
    assert settings.CELERY_WORKER_HIJACK_ROOT_LOGGER is False
    assert logging.getLogger("django.server").handlers == []
