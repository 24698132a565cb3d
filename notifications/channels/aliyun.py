"""Aliyun SMS (SendSms 2017-05-25), signed with ACS3-HMAC-SHA256."""

import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from notifications.channels.base import ErrorTable, OutgoingMessage, Receipt, explained
from notifications.channels.http import post
from notifications.channels.sms import template_id
from yichang_renda.channels import SmsAccount

ACTION, VERSION = "SendSms", "2017-05-25"

ERRORS: ErrorTable = {
    "isv.BUSINESS_LIMIT_CONTROL": ("给这个号码发得太频繁，稍后再发。", True),
    "isv.DAY_LIMIT_CONTROL": ("今天的短信总量已到上限。", True),
    "isv.MONTH_LIMIT_CONTROL": ("本月的短信总量已到上限。", False),
    "isv.AMOUNT_NOT_ENOUGH": ("短信余额不足，请充值。", False),
    "isv.OUT_OF_SERVICE": ("短信服务已停用，请充值。", False),
    "isv.MOBILE_NUMBER_ILLEGAL": ("手机号不对。", False),
    "isv.BLACK_KEY_CONTROL_LIMIT": ("内容含敏感词，被拦下了。", False),
    "isv.PARAM_LENGTH_LIMIT": ("变量太长。", False),
    "isv.TEMPLATE_MISSING_PARAMETERS": ("变量和模板对不上。", False),
    "isv.TEMPLATE_PARAMS_ILLEGAL": ("变量里有模板不允许的内容。", False),
    "isv.INVALID_PARAMETERS": ("请求的内容不对。", False),
    "isv.SMS_TEMPLATE_ILLEGAL": ("短信模板不存在或没有审核通过。", False),
    "isv.SMS_SIGNATURE_ILLEGAL": ("短信签名不存在或没有审核通过。", False),
    "isv.SMS_SIGNATURE_SCENE_ILLEGAL": ("短信签名和模板的类型不一致。", False),
    "isv.ACCOUNT_NOT_EXISTS": ("阿里云账号不存在。", False),
    "isv.ACCOUNT_ABNORMAL": ("阿里云账号异常。", False),
    "isp.RAM_PERMISSION_DENY": ("阿里云密钥没有发短信的权限。", False),
    "isp.SYSTEM_ERROR": ("阿里云出错，稍后再试。", True),
    "isp.GATEWAY_ERROR": ("阿里云出错，稍后再试。", True),
    "Throttling": ("发得太频繁，稍后再发。", True),
    "Throttling.User": ("发得太频繁，稍后再发。", True),
    "ServiceUnavailable": ("阿里云暂时不可用，稍后再试。", True),
    "SignatureDoesNotMatch": ("阿里云签名没有通过，请检查密钥。", False),
    "InvalidAccessKeyId.NotFound": ("阿里云密钥不存在，请检查配置。", False),
    "InvalidTimeStamp.Expired": ("本服务器的时间不准，签名已过期。", True),
}


class AliyunSms:
    def __init__(self, account: SmsAccount) -> None:
        self.account = account

    def send(self, to: str, message: OutgoingMessage) -> Receipt:
        query = canonical_query(
            {
                "PhoneNumbers": to,
                "SignName": self.account.sign_name,
                "TemplateCode": template_id(self.account, message),
                "TemplateParam": json.dumps(dict(message.params), ensure_ascii=False),
                "OutId": message.id,
            }
        )
        answer = post(f"{self.account.base_url}/?{query}", headers=self._headers(query))
        code = str(answer.data.get("Code", ""))
        if code != "OK":
            raise explained(code, ERRORS, status=answer.status)
        return Receipt(str(answer.data.get("BizId", "")))

    def _headers(self, query: str) -> dict[str, str]:
        headers = {
            "host": urlsplit(self.account.base_url).netloc,
            "x-acs-action": ACTION,
            "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
            "x-acs-date": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "x-acs-signature-nonce": uuid.uuid4().hex,
            "x-acs-version": VERSION,
        }
        return headers | {"Authorization": authorization(self.account, query, headers)}


def canonical_query(params: Mapping[str, str]) -> str:
    """Sorted by name, percent-encoded as RFC 3986 wants it; sent exactly as signed."""
    return "&".join(f"{_encode(name)}={_encode(params[name])}" for name in sorted(params))


def authorization(account: SmsAccount, query: str, headers: Mapping[str, str]) -> str:
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    request = f"POST\n/\n{query}\n{lines}\n{names}\n{headers['x-acs-content-sha256']}"
    text = f"ACS3-HMAC-SHA256\n{hashlib.sha256(request.encode()).hexdigest()}"
    signature = hmac.new(account.key_secret.encode(), text.encode(), hashlib.sha256).hexdigest()
    return (
        f"ACS3-HMAC-SHA256 Credential={account.key_id},SignedHeaders={names},Signature={signature}"
    )


def _encode(text: str) -> str:
    return quote(text, safe="-_.~")
