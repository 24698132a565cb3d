"""The neighbourhood is built once for a file of tests; each acts in it, and that is undone."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from areas.cached import forget_everything
from tests.clock import frozen
from tests.effects.engine import read_rows
from tests.factories.moments import BEFORE, NOW
from tests.factories.neighbourhood import make_neighbourhood


@contextmanager
def built_before(blocker):
    """What is written here, at BEFORE, lies below each test's own transaction; they run at NOW."""
    with blocker.unblock(), frozen(BEFORE) as clock, transaction.atomic():
        forget_everything()
        yield clock
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def _neighbourhood(django_db_setup, django_db_blocker):
    account = replace(
        settings.NOTIFY.tencent, key_id="1", key_secret="1", sign_name="1", app_id="1"
    )
    texts = replace(settings.NOTIFY, sms_provider="tencent", tencent=account)
    with override_settings(NOTIFY=texts), built_before(django_db_blocker) as clock:
        built = make_neighbourhood()
        clock.move_to(NOW)
        yield built, read_rows()


@pytest.fixture
def around(_neighbourhood, db):
    return _neighbourhood[0]


@pytest.fixture
def before(_neighbourhood, db):
    """Every row as it was before the act."""
    return _neighbourhood[1]
