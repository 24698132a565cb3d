"""What has expired is deleted by a daily task; what may still be used or asked about stays."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts import activation, tasks
from accounts.models import ActivationLink
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def make_session(**fields):
    store = SessionStore()
    store.create()
    Session.objects.filter(pk=store.session_key).update(**fields)
    return store.session_key


def test_sessions_that_are_over_are_deleted():
    running = make_session()
    make_session(expire_date=timezone.now() - timedelta(seconds=1))
    tasks.sweep()

    assert list(Session.objects.values_list("pk", flat=True)) == [running]


def test_an_expired_link_is_kept_for_a_month_and_then_deleted():
    manager = make_user("manager")
    for name, days in (("fresh", -1), ("expired", 29), ("forgotten", 31)):
        user = make_user(name)
        activation.issue(user, actor=manager)
        user.activation_links.update(expires_at=timezone.now() - timedelta(days=days))
    tasks.sweep()

    left = ActivationLink.objects.order_by("pk").values_list("user__username", flat=True)
    assert list(left) == ["fresh", "expired"]
