"""Where this server may send to: nothing that a form contains may reach an inner network."""

import re
from urllib.parse import urlsplit

from notifications.conf import notify_settings

#: Characters on which URL readers disagree about where the host ends.
AMBIGUOUS = re.compile(r"[\s\\@\x00-\x1f\x7f]")


def check_url(url: str) -> None:
    """Raise ValueError (in Chinese) unless the origin of the URL is on the allow-list."""
    if AMBIGUOUS.search(url):
        raise ValueError("地址里有不该出现的字符，请从群聊设置里重新复制。")
    origin = _origin(url)
    if origin is None or origin not in map(_origin, notify_settings().allowed_hosts):
        raise ValueError("这个地址不在允许发送的名单里，请联系系统管理员添加。")


def _origin(url: str) -> tuple[str, str, int] | None:
    """Scheme, host and port; None if there are none to speak of."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}[parts.scheme]
    except (ValueError, KeyError):
        return None
    return parts.scheme, (parts.hostname or "").rstrip("."), port
