"""Which channels can send, as `settings.NOTIFY` says (yichang_renda/channels.py)."""

from django.conf import settings

from yichang_renda.channels import NotifySettings


def notify_settings() -> NotifySettings:
    configured: NotifySettings = settings.NOTIFY
    return configured


def is_configured(channel: str) -> bool:
    """Whether a channel can send at all; robots are configured row by row."""
    current = notify_settings()
    return {"email": current.email, "sms": current.sms}.get(channel, True)
