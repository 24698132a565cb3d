"""The environment decides; an odd value stops at once, with its name in the words."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

GOOD = {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "a-secret-key-of-enough-different-letters-0123456789",
    "PHONE_KEY": "dGVzdHMtcGhvbmUta2V5LXRlc3RzLXBob25lLWtleS0=",
    "PHONE_INDEX_KEY": "an-index-key-of-enough-different-letters",
}
SHOW = "from yichang_renda import settings as s; print(({}))"


def load(tmp_path, show="s.DEBUG", **changes):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | GOOD | changes
    return subprocess.run(
        [sys.executable, "-c", SHOW.format(show)],
        cwd=settings.BASE_DIR,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", None),
        ("PHONE_KEY", None),
        ("PHONE_INDEX_KEY", ""),
        ("DEBUG", "maybe"),
        ("PORT", "eight"),
        ("WEB_CONCURRENCY", "-2"),
        ("SITE_URL", "renda.example"),
        ("DATABASE_URL", "mysql://root@localhost/renda"),
        ("METRICS_NETWORKS", "everywhere"),
    ],
)
def test_a_missing_or_odd_value_stops_and_is_named(tmp_path, name, value):
    loaded = load(tmp_path, **{name: value})

    assert loaded.returncode == 1
    last_line = loaded.stderr.strip().splitlines()[-1]
    assert name in last_line


def test_with_nothing_but_keys_it_is_embedded_and_not_debugging(tmp_path):
    show = "s.DEBUG, s.DATABASES['default']['ENGINE'], s.CELERY_BROKER_URL, s.SESSION_ENGINE"

    loaded = load(tmp_path, show, DATABASE_URL="", REDIS_URL="")

    assert loaded.stdout.strip() == str(
        (
            False,
            "django.db.backends.sqlite3",
            "files://",
            "django.contrib.sessions.backends.db",
        )
    )


def test_with_urls_it_is_distributed(tmp_path):
    show = (
        "s.DATABASES['default']['NAME'], s.DATABASES['default']['CONN_MAX_AGE'],"
        " s.CELERY_BROKER_URL, s.SESSION_ENGINE"
    )

    loaded = load(
        tmp_path,
        show,
        DATABASE_URL="postgres://renda@db/renda",
        REDIS_URL="redis://cache:6379/0",
        WEB_CONCURRENCY="2",
    )

    assert loaded.stdout.strip() == str(
        ("renda", 600, "redis://cache:6379/0", "django.contrib.sessions.backends.cached_db")
    )


def test_https_decides_cookies_and_headers(tmp_path):
    show = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, s.ALLOWED_HOSTS[0]"

    https = load(tmp_path, show, SITE_URL="https://renda.example")
    http = load(tmp_path, show, SITE_URL="http://10.1.2.3:8000")

    assert https.stdout.strip() == str(("__Host-sessionid", True, 31_536_000, "renda.example"))
    assert http.stdout.strip() == str(("sessionid", False, 0, "10.1.2.3"))


def test_several_web_processes_add_up_their_metrics(tmp_path):
    """prometheus_client decides when it is imported, so nothing may import it before us."""
    show = (
        "__import__('yichang_renda.gunicorn') and __import__('prometheus_client').values.ValueClass"
    )

    loaded = load(tmp_path, show, WEB_CONCURRENCY="2", REDIS_URL="redis://cache:6379/0")

    assert "MultiProcessValue" in loaded.stdout


def manage(tmp_path, *command, **changes):
    environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)} | GOOD | changes
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )


def test_the_deployment_check_is_clean_under_https(tmp_path):
    checked = manage(
        tmp_path, "check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://renda.example"
    )

    assert (checked.returncode, checked.stderr.strip()) == (0, "")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"WEB_CONCURRENCY": "2"}, "renda.E001"),
        ({"SECRET_KEY": "example-replace-me"}, "renda.E002"),
        ({"PHONE_INDEX_KEY": GOOD["SECRET_KEY"]}, "renda.E003"),
        ({"DEBUG": "1", "SITE_URL": "https://renda.example"}, "renda.E004"),
    ],
)
def test_mistakes_of_configuration_fail_the_system_check(tmp_path, changes, found):
    checked = manage(tmp_path, "check", **changes)

    assert checked.returncode == 1
    assert found in checked.stderr
