"""{% load notices %}{% unread_notices %}: one query, for staff pages only."""

from django import template
from django.template import Context

from notifications.models import Notice

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> int:
    """How many notices the signed-in user has not read; 100 stands for 「99+」."""
    request = context.get("request")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return Notice.objects.unread_count(user)
