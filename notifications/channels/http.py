"""One POST to a provider: allow-listed, timed, not redirected, answer read as JSON."""

import json
from dataclasses import dataclass
from typing import Any

import requests
from urllib3.exceptions import NewConnectionError

from notifications.channels.base import ChannelError
from notifications.channels.hosts import check_url
from notifications.conf import notify_settings

MAX_ANSWER = 64 * 1024


@dataclass(frozen=True)
class Answer:
    status: int
    data: dict[str, Any]


def post(url: str, *, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
    """Raises ChannelError unless a JSON object came back, whatever its HTTP status.

    Providers put their own code into the body, with 200 as with 400: the caller reads it.
    """
    try:
        check_url(url)
    except ValueError as error:
        raise ChannelError("host_not_allowed", str(error), retry=False) from error
    try:
        status, raw = _exchange(url, body, headers or {})
    except requests.RequestException as error:
        raise _no_answer(error) from error
    return Answer(status, _read_object(status, raw))


def post_json(url: str, content: dict[str, Any]) -> Answer:
    body = json.dumps(content, ensure_ascii=False).encode()
    return post(url, body=body, headers={"Content-Type": "application/json; charset=utf-8"})


def _exchange(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
    with requests.post(
        url,
        data=body,
        headers=headers,
        timeout=notify_settings().timeout,
        allow_redirects=False,
        stream=True,
        auth=lambda request: request,  # or a ~/.netrc would replace our Authorization header
    ) as response:
        return response.status_code, _read(response)


def _read(response: requests.Response) -> bytes:
    """The answer may come in pieces; one that does not end is cut, and then not understood."""
    body = b""
    for piece in response.iter_content(8192):
        body += piece
        if len(body) > MAX_ANSWER:
            break
    return body


def _no_answer(error: requests.RequestException) -> ChannelError:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError):
        return ChannelError("unreachable", "连不上对方服务器，稍后再试。", retry=True)
    return ChannelError(
        "no_answer", "对方没有及时应答，可能已经收到，稍后再试。", retry=True, unsure=True
    )


def _read_object(status: int, raw: bytes) -> dict[str, Any]:
    try:
        data = json.loads(raw)
    except ValueError:
        data = None
    if isinstance(data, dict):
        return data
    retry = status == 429 or status >= 500
    text = "对方服务器出错，稍后再试。" if retry else "对方的应答看不懂，请检查地址配置。"
    raise ChannelError(f"http_{status}", text, retry=retry)
