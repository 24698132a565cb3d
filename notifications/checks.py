"""A half-configured channel is an error at start, not a surprise at night."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning

from notifications.conf import notify_settings

PROVIDERS = ("", "tencent", "aliyun")


@register(Tags.compatibility)
def check_sms_provider(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    current = notify_settings()
    if current.sms_provider not in PROVIDERS:
        return [Error("SMS_PROVIDER must be tencent, aliyun or empty.", id="notifications.E001")]
    missing = current.missing_sms_values()
    if missing:
        names = ", ".join(missing)
        return [
            Error(f"SMS_PROVIDER is set, but these are empty: {names}", id="notifications.E002")
        ]
    return []


@register(Tags.compatibility)
def check_sms_templates(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    current = notify_settings()
    if current.sms and not current.sms_account().templates:
        hint = "See docs/notifications.md for the template names."
        return [CheckWarning("No SMS template is configured.", hint=hint, id="notifications.W001")]
    return []
