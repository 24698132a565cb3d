"""WeCom group robot, public or private (政务微信): an HTTP 200 may still carry an errcode."""

from notifications.channels.base import ErrorTable, OutgoingMessage, Receipt, explained
from notifications.channels.http import post_json

ERRORS: ErrorTable = {
    "-1": ("企业微信繁忙，稍后再试。", True),
    "45009": ("发得太频繁（每分钟最多 20 条），稍后再发。", True),
    "45033": ("发得太频繁，稍后再发。", True),
    "93000": ("机器人地址无效，或机器人已被移出群聊。", False),
    "93004": ("机器人已被停用。", False),
    "93008": ("机器人不在这个群里。", False),
    "40058": ("发送的内容格式不对。", False),
    "44004": ("发送的内容是空的。", False),
    "45002": ("发送的内容太长。", False),
    "60020": ("本服务器的网络地址不在企业微信的可信名单里。", False),
}


class WeComRobot:
    def send(self, to: str, message: OutgoingMessage) -> Receipt:
        answer = post_json(to, {"msgtype": "text", "text": {"content": message.as_line()}})
        code = str(answer.data.get("errcode", ""))
        if code != "0":
            raise explained(code, ERRORS, status=answer.status)
        return Receipt()
