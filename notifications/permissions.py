"""Who may see how sending goes; everybody sees the own notices."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import is_manager, is_office_staff
from notifications.models import Delivery


def can_see_status(user: User | AnonymousUser) -> bool:
    """Channel by channel, no recipients: anybody who works in an office."""
    return is_office_staff(user) or is_manager(user)


def can_see_log(user: User | AnonymousUser) -> bool:
    return is_manager(user)


def can_resend(user: User | AnonymousUser, row: Delivery) -> bool:
    return is_manager(user) and row.is_resendable
