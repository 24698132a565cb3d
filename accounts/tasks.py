"""Tasks load and call. Each finds its work in the database, so a lost task loses nothing."""

from datetime import timedelta
from importlib import import_module

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from accounts.models import ActivationLink

KEPT_DAYS = 30  # so long an old slip still says that it has expired


@shared_task(name="accounts.sweep", ignore_result=True)
def sweep() -> None:
    """Every day: sessions that are over, activation links nobody can use any more. Deletes only
    what has expired, so killed anywhere the next run does the rest."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    long_ago = timezone.now() - timedelta(days=KEPT_DAYS)
    ActivationLink.objects.filter(expires_at__lt=long_ago).delete()
