"""DingTalk group robot with signed requests."""

import base64
import hashlib
import hmac
import time
from urllib.parse import quote

from notifications.channels.base import ErrorTable, OutgoingMessage, Receipt, explained
from notifications.channels.http import post_json

ERRORS: ErrorTable = {
    "-1": ("钉钉繁忙，稍后再试。", True),
    "130101": ("发得太频繁（每分钟最多 20 条），稍后再发。", True),
    "410100": ("发得太频繁，钉钉暂时限流，稍后再发。", True),
    "300001": ("机器人地址无效。", False),
    "310000": ("钉钉的安全设置没有通过：请核对签名密钥、关键词和可信网络地址。", False),
    "400013": ("群聊已经解散。", False),
    "400101": ("机器人地址无效。", False),
    "400102": ("机器人已被停用。", False),
    "400105": ("发送的内容格式不对。", False),
    "400106": ("机器人已被移出群聊。", False),
    "430101": ("内容里的链接被钉钉拦下了。", False),
    "430102": ("内容被钉钉拦下了。", False),
    "430104": ("内容被钉钉拦下了。", False),
}


class DingTalkRobot:
    def __init__(self, secret: str) -> None:
        self.secret = secret

    def send(self, to: str, message: OutgoingMessage) -> Receipt:
        content = {"msgtype": "text", "text": {"content": message.as_line()}}
        answer = post_json(self._signed(to, int(time.time() * 1000)), content)
        code = str(answer.data.get("errcode", ""))
        if code != "0":
            raise explained(code, ERRORS, status=answer.status)
        return Receipt()

    def _signed(self, url: str, timestamp: int) -> str:
        """The signature is base64, so it is percent-encoded, once."""
        if not self.secret:
            return url
        text = f"{timestamp}\n{self.secret}".encode()
        digest = hmac.new(self.secret.encode(), text, hashlib.sha256).digest()
        sign = quote(base64.b64encode(digest), safe="")
        return f"{url}{'&' if '?' in url else '?'}timestamp={timestamp}&sign={sign}"
