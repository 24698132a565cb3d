import io
import json
import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
import structlog
from django.conf import settings

from tests.clock import frozen
from yichang_renda.logging import GunicornLogger, mask

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
        ("/v/mfzwizltoqzwk3tu2345abcdef/cast/", "/v/****/cast/"),
        ("Not Found: /v/mfzwizltoqzwk3tu2345abcdef/", "Not Found: /v/****/"),
        ("/v/", "/v/"),
        ("/ballots/12/mfzwizltoqzwk3tu2345abcdef/", "/ballots/12/****/"),
        ("/T/kQ7vVn2ZrX0yT9sB4mLw8A/", "/T/****/"),
        ("/t//kQ7vVn2ZrX0yT9sB4mLw8A", "/t//****"),
        ("//V//mfzwizltoqzwk3tu2345abcdef/", "//V//****/"),
        ("/Accounts//activate/mfzwizltoqzwk3tu/", "/Accounts//activate/****/"),
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


def access_line(path, log_lines):
    """What Gunicorn's access log says about one request."""
    logger = GunicornLogger.__new__(GunicornLogger)
    logger.access_log = logging.getLogger("gunicorn.access")
    logger.access_log.setLevel(logging.INFO)
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "REMOTE_ADDR": "203.0.113.9",
        "renda.request_id": "f" * 32,
    }
    with structlog.contextvars.bound_contextvars(request_id="f" * 32):
        logger.access(SimpleNamespace(status="302 Found", sent=0), None, environ, timedelta(0, 1))
    (line,) = log_lines()
    return line


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/v/mfzwizltoqzwk3tu2345abcdef/cast/", "/v/****/cast/"),
        ("/v/mfzwizltoqzwk3tu2345abcdef/", "/v/****/"),
        ("/ballots/7/mfzwizltoqzwk3tu2345abcdef/", "/ballots/7/****/"),
        ("/desk/evaluations/7/vote/cast/", "/desk/evaluations/7/vote/cast/"),
    ],
)
@frozen("2026-11-28 12:35:17")
def test_the_access_line_of_a_ballot_leads_to_nobody(path, shown, log_lines):
    line = access_line(path, log_lines)
    assert (line["path"], line["method"], line["status"]) == (shown, "POST", "302")
    assert line["timestamp"] == "2026-11-28T04:00Z"
    assert {"ip", "ms", "request_id", "bytes"} & set(line) == set()


@frozen("2026-11-28 12:35:17")
def test_every_other_access_line_says_from_where_and_when(log_lines):
    line = access_line("/desk/evaluations/7/", log_lines)
    assert (line["ip"], line["ms"], line["request_id"]) == ("203.0.113.9", 1000.0, "f" * 32)
    assert line["timestamp"].startswith("2026-11-28T04:35:17")
