"""Feishu group robot with signed requests."""

import base64
import hashlib
import hmac
import time
from typing import Any

from notifications.channels.base import ErrorTable, OutgoingMessage, Receipt, explained
from notifications.channels.http import post_json

ERRORS: ErrorTable = {
    "9499": ("发得太频繁，或内容格式不对，稍后再发。", True),
    "11232": ("发得太频繁，飞书暂时限流，稍后再发。", True),
    "99991400": ("发得太频繁，飞书暂时限流，稍后再发。", True),
    "19001": ("机器人地址无效。", False),
    "19002": ("发送的内容格式不对。", False),
    "19021": ("签名没有通过：请核对签名密钥和本服务器的时间。", False),
    "19022": ("本服务器的网络地址不在飞书的白名单里。", False),
    "19024": ("内容里没有飞书要求的关键词。", False),
}


class FeishuRobot:
    def __init__(self, secret: str) -> None:
        self.secret = secret

    def send(self, to: str, message: OutgoingMessage) -> Receipt:
        content: dict[str, Any] = {"msg_type": "text", "content": {"text": message.as_line()}}
        if self.secret:
            content |= self._signature(int(time.time()))
        answer = post_json(to, content)
        code = str(answer.data.get("code", answer.data.get("StatusCode", "")))
        if code != "0":
            raise explained(code, ERRORS, status=answer.status)
        return Receipt()

    def _signature(self, timestamp: int) -> dict[str, str]:
        """Unlike DingTalk, timestamp and secret are the key, and the text is empty."""
        key = f"{timestamp}\n{self.secret}".encode()
        digest = hmac.new(key, b"", hashlib.sha256).digest()
        return {"timestamp": str(timestamp), "sign": base64.b64encode(digest).decode()}
