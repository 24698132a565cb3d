"""Writes sign-ins, failures and sign-outs into the audit log.

Signals decide nothing here, they only take notes: sign-in happens inside django.contrib.auth and
allauth, and their signals are those libraries' own interface for whoever wants to watch.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.mfa import signals as mfa_signals
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth_signals
from django.http import HttpRequest

from accounts.models import AuditEntry, User
from accounts.permissions import offices_of
from areas.models import Area


def connect() -> None:
    account_signals.user_logged_in.connect(note_sign_in, dispatch_uid="audit_sign_in")
    auth_signals.user_login_failed.connect(note_failure, dispatch_uid="audit_failure")
    auth_signals.user_logged_out.connect(note_sign_out, dispatch_uid="audit_sign_out")
    account_signals.password_changed.connect(note_password, dispatch_uid="audit_password")
    mfa_signals.authenticator_added.connect(note_second_step_on, dispatch_uid="audit_mfa_on")
    mfa_signals.authenticator_reset.connect(note_second_step_on, dispatch_uid="audit_mfa_new")
    mfa_signals.authenticator_removed.connect(note_second_step_off, dispatch_uid="audit_mfa_off")


def home_area(user: User) -> Area | None:
    """The area whose office may read about this account in the log."""
    offices = offices_of(user)
    return user.area or (offices[0] if offices else None)


def note_sign_in(*, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _note(AuditEntry.Action.SIGN_IN, user, request)


def note_failure(
    *, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Failed attempts name an account only if it exists: people type passwords into that box."""
    typed = str(credentials.get("username") or "").strip()[:150]
    user = User.objects.select_related("area").filter(username__iexact=typed).first()
    AuditEntry.record(
        actor=None,
        action=AuditEntry.Action.SIGN_IN_FAILED,
        target=user.username if user else "没有这个账号",
        area=home_area(user) if user else None,
        reason="两步验证码不对" if credentials.get("second_step") else "",
        request=request,
    )


def note_sign_out(*, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        reason = getattr(request, "sign_out_reason", "")
        _note(AuditEntry.Action.SIGN_OUT, user, request, reason=reason)


def note_password(*, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _note(AuditEntry.Action.PASSWORD_CHANGE, user, request)


def note_second_step_on(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    what = "打开验证器" if authenticator.type == Authenticator.Type.TOTP else "生成备用码"
    _note(AuditEntry.Action.SECOND_STEP, user, request, reason=what)


def note_second_step_off(
    *, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    what = "关闭验证器" if authenticator.type == Authenticator.Type.TOTP else "作废备用码"
    _note(AuditEntry.Action.SECOND_STEP, user, request, reason=what)


def _note(action: str, user: User, request: HttpRequest, reason: str = "") -> None:
    AuditEntry.record(
        actor=user,
        action=action,
        target=user.username,
        area=home_area(user),
        reason=reason,
        request=request,
    )
