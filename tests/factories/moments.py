"""When the neighbourhood was built, and when an act happens in it."""

from datetime import datetime

from django.utils import timezone

ZONE = timezone.get_default_timezone()
BEFORE = datetime(2026, 11, 12, 9, tzinfo=ZONE)  # a Thursday
NOW = datetime(2026, 11, 16, 10, tzinfo=ZONE)  # the Monday after
