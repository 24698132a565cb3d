"""How allauth behaves here: no sign-up, plain words, and a way home."""

from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import AuditEntry, User
from accounts.phones import phone_cipher


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "账号或密码不对，请再看看大小写和空格。",
        "incorrect_password": "密码不对，请再输一次。",
        "enter_current_password": "现在的密码不对，请再输一次。",
        "incorrect_code": "验证码不对，请看看手机上最新的 6 位数字。",
        "too_many_login_attempts": "试的次数太多了，请过一会儿再来。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the offices."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:home")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def get_client_ip(self, request: HttpRequest) -> str:
        """The outermost middleware has already looked behind our proxies."""
        return str(request.META["REMOTE_ADDR"])

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        flash.error(request, "这个账号已经停用，请联系为您开通账号的工作人员。")
        return redirect("account_login")


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": "请先打开两步验证，再生成备用码。",
    }

    def encrypt(self, text: str) -> str:
        """The shared secret must not be readable in a dump; it travels under the phones' key."""
        return phone_cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return phone_cipher().decrypt(encrypted_text.encode()).decode()


class SessionsAdapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        """Somebody ends their own other sessions."""
        ended: list[Any] = list(sessions)
        super().end_sessions(ended)
        user = context.request.user
        AuditEntry.record(
            actor=user,
            action=AuditEntry.Action.SESSION_END,
            target=f"{user.username}：其他 {len(ended)} 处登录",
            area=user.area,
            request=context.request,
        )
