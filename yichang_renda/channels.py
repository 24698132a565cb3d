"""What the environment says about mail and texts, read once when the settings load.

`settings.NOTIFY` is a `NotifySettings`; tests replace it with `dataclasses.replace`.
docs/notifications.md explains each variable.
"""

from dataclasses import dataclass, field

import environ

PUBLIC_HOSTS = (
    "https://sms.tencentcloudapi.com",
    "https://dysmsapi.aliyuncs.com",
    "https://qyapi.weixin.qq.com",
    "https://oapi.dingtalk.com",
    "https://open.feishu.cn",
)


@dataclass(frozen=True)
class SmsAccount:
    """One provider's account; `templates` maps our template names to the provider's ids."""

    key_id: str = ""
    key_secret: str = field(default="", repr=False)
    sign_name: str = ""
    base_url: str = ""
    region: str = ""
    app_id: str = ""
    templates: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class NotifySettings:
    email: bool = False
    sms_provider: str = ""
    tencent: SmsAccount = SmsAccount(base_url=PUBLIC_HOSTS[0], region="ap-guangzhou")
    aliyun: SmsAccount = SmsAccount(base_url=PUBLIC_HOSTS[1])
    #: Origins that may be called: "https://host", "http://10.1.2.3:8080"
    allowed_hosts: tuple[str, ...] = PUBLIC_HOSTS
    #: Seconds to connect, seconds to wait for the answer; both well below CLAIM_FOR.
    timeout: tuple[float, float] = (5, 10)

    def missing_sms_values(self) -> list[str]:
        """Names of the environment variables that the chosen SMS provider still needs."""
        provider = self.sms_provider.upper()
        needed = {"key_id": "KEY_ID", "key_secret": "KEY_SECRET", "sign_name": "SIGN_NAME"}
        if self.sms_provider == "tencent":
            needed["app_id"] = "APP_ID"
        elif self.sms_provider != "aliyun":
            return []
        account = self.sms_account()
        return [
            f"{provider}_SMS_{env}" for name, env in needed.items() if not getattr(account, name)
        ]

    def sms_account(self) -> SmsAccount:
        return self.tencent if self.sms_provider == "tencent" else self.aliyun

    @property
    def sms(self) -> bool:
        return self.sms_provider in ("tencent", "aliyun") and not self.missing_sms_values()


def from_env(env: environ.Env) -> NotifySettings:
    """Called from settings.py."""
    plain = NotifySettings()
    return NotifySettings(
        email=bool(env.str("EMAIL_URL", default="")),
        sms_provider=env.str("SMS_PROVIDER", default="").lower(),
        tencent=_account(env, "TENCENT", plain.tencent),
        aliyun=_account(env, "ALIYUN", plain.aliyun),
        allowed_hosts=(*PUBLIC_HOSTS, *map(_origin, env.list("NOTIFY_ALLOWED_HOSTS", default=[]))),
    )


def _account(env: environ.Env, provider: str, plain: SmsAccount) -> SmsAccount:
    def read(name: str, default: str = "") -> str:
        return env.str(f"{provider}_SMS_{name}", default=default)

    return SmsAccount(
        key_id=read("KEY_ID"),
        key_secret=read("KEY_SECRET"),
        sign_name=read("SIGN_NAME"),
        base_url=read("URL", plain.base_url).rstrip("/"),
        region=read("REGION", plain.region),
        app_id=read("APP_ID"),
        templates=env.dict(f"{provider}_SMS_TEMPLATES", default={}),
    )


def _origin(entry: str) -> str:
    """A bare host means https."""
    return entry.rstrip("/") if "://" in entry else f"https://{entry}"
