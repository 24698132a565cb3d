"""Tencent Cloud SMS (SendSms 2021-01-11), signed with TC3-HMAC-SHA256."""

import hashlib
import hmac
import json
import time
from datetime import UTC, datetime
from urllib.parse import urlsplit

from notifications.channels.base import ErrorTable, OutgoingMessage, Receipt, explained
from notifications.channels.http import post
from notifications.channels.sms import template_id
from yichang_renda.channels import SmsAccount

SERVICE, ACTION, VERSION = "sms", "SendSms", "2021-01-11"
CONTENT_TYPE = "application/json; charset=utf-8"
SIGNED_HEADERS = "content-type;host"

ERRORS: ErrorTable = {
    "FailedOperation.PhoneNumberInBlacklist": ("对方退订过短信，或号码在黑名单里。", False),
    "FailedOperation.SignatureIncorrectOrUnapproved": ("短信签名没有审核通过。", False),
    "FailedOperation.TemplateIncorrectOrUnapproved": ("短信模板没有审核通过。", False),
    "FailedOperation.TemplateUnapprovedOrNotExist": ("短信模板不存在或没有审核通过。", False),
    "FailedOperation.TemplateParamSetNotMatchApprovedTemplate": ("变量和模板对不上。", False),
    "FailedOperation.ContainSensitiveWord": ("内容含敏感词，被拦下了。", False),
    "FailedOperation.InsufficientBalanceInSmsPackage": ("短信套餐用完了，请充值。", False),
    "FailedOperation.FailResolvePacket": ("腾讯云没有读懂请求。", False),
    "InvalidParameterValue.IncorrectPhoneNumber": ("手机号不对。", False),
    "InvalidParameterValue.TemplateParameterFormatError": ("变量格式不对。", False),
    "InvalidParameterValue.TemplateParameterLengthLimit": ("变量太长。", False),
    "LimitExceeded.PhoneNumberDailyLimit": ("这个号码今天收的短信已到上限。", False),
    "LimitExceeded.PhoneNumberOneHourLimit": ("这个号码一小时内收的短信已到上限。", True),
    "LimitExceeded.PhoneNumberThirtySecondLimit": ("给这个号码发得太快，稍后再发。", True),
    "LimitExceeded.PhoneNumberSameContentDailyLimit": ("今天已给这个号码发过同样内容。", False),
    "LimitExceeded.DailyLimit": ("今天的短信总量已到上限。", True),
    "LimitExceeded.DeliveryFrequencyLimit": ("发得太频繁，稍后再发。", True),
    "RequestLimitExceeded": ("发得太频繁，稍后再发。", True),
    "InternalError": ("腾讯云出错，稍后再试。", True),
    "InternalError.Timeout": ("腾讯云超时，稍后再试。", True),
    "AuthFailure.SecretIdNotFound": ("腾讯云密钥不存在，请检查配置。", False),
    "AuthFailure.SignatureFailure": ("腾讯云签名没有通过，请检查密钥。", False),
    "AuthFailure.SignatureExpire": ("本服务器的时间不准，签名已过期。", True),
    "UnauthorizedOperation.SmsSdkAppIdVerifyFail": ("短信应用编号不对。", False),
}


class TencentSms:
    def __init__(self, account: SmsAccount) -> None:
        self.account = account

    def send(self, to: str, message: OutgoingMessage) -> Receipt:
        body = self._body(to, message)
        answer = post(self.account.base_url + "/", body=body, headers=self._headers(body))
        response = answer.data.get("Response") or {}
        status = (response.get("SendStatusSet") or [{}])[0]
        code = str((response.get("Error") or status).get("Code", ""))
        if code != "Ok":
            raise explained(code, ERRORS, status=answer.status)
        return Receipt(str(status.get("SerialNo", "")))

    def _body(self, to: str, message: OutgoingMessage) -> bytes:
        content = {
            "PhoneNumberSet": [f"+86{to}"],
            "SmsSdkAppId": self.account.app_id,
            "SignName": self.account.sign_name,
            "TemplateId": template_id(self.account, message),
            "TemplateParamSet": [value for _, value in message.params],
            "SessionContext": message.id,
        }
        return json.dumps(content, ensure_ascii=False).encode()

    def _headers(self, body: bytes) -> dict[str, str]:
        timestamp, host = int(time.time()), urlsplit(self.account.base_url).netloc
        return {
            "Authorization": authorization(self.account, host, body, timestamp),
            "Content-Type": CONTENT_TYPE,
            "Host": host,
            "X-TC-Action": ACTION,
            "X-TC-Version": VERSION,
            "X-TC-Region": self.account.region,
            "X-TC-Timestamp": str(timestamp),
        }


def authorization(account: SmsAccount, host: str, body: bytes, timestamp: int) -> str:
    headers = f"content-type:{CONTENT_TYPE}\nhost:{host}\n"
    request = f"POST\n/\n\n{headers}\n{SIGNED_HEADERS}\n{hashlib.sha256(body).hexdigest()}"
    date = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%d")
    scope = f"{date}/{SERVICE}/tc3_request"
    digest = hashlib.sha256(request.encode()).hexdigest()
    key = f"TC3{account.key_secret}".encode()
    for part in (date, SERVICE, "tc3_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    text = f"TC3-HMAC-SHA256\n{timestamp}\n{scope}\n{digest}"
    signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
    return (
        f"TC3-HMAC-SHA256 Credential={account.key_id}/{scope}, "
        f"SignedHeaders={SIGNED_HEADERS}, Signature={signature}"
    )
