"""One-time links with which people set their own password.

Nobody ever sees a password: staff issue a link (on a printed slip or sent by hand), the person
opens it within VALIDITY and chooses. A new link ends the old one, the old password and every
session; that is also how staff reset an account.
"""

import base64
import secrets
from datetime import timedelta
from hashlib import sha256

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset as forgive
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.models import ActivationLink, AuditEntry, User

VALIDITY = timedelta(days=7)
TOKEN_BYTES = 16


class ActivationSpentError(Exception):
    """The link was used, replaced or expired in the meantime."""


def new_token() -> str:
    """128 bits as 26 small letters and digits; without 0, 1, 8 and 9, which people misread."""
    return base64.b32encode(secrets.token_bytes(TOKEN_BYTES)).decode().rstrip("=").lower()


def digest(token: str) -> str:
    """What is stored. A plain hash will do: 128 random bits cannot be searched."""
    return sha256(token.encode()).hexdigest()


def link_url(token: str) -> str:
    return settings.SITE_URL + reverse("accounts:activate", args=[token])


def find(token: str) -> ActivationLink | None:
    """The link of this token in any state, with its user and whoever issued it."""
    links = ActivationLink.objects.select_related("user", "issued_by")
    return links.filter(token_digest=digest(token.strip().lower())).first()


@transaction.atomic
def issue(user: User, *, actor: User, request: HttpRequest | None = None) -> str:
    """A fresh token for the user; the old password, links and sessions are gone.

    The token is returned once and never stored. Sessions die with the password, because Django
    ties them to its hash.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    now = timezone.now()
    user.activation_links.open().update(revoked_at=now)
    token = new_token()
    ActivationLink.objects.create(
        user=user,
        token_digest=digest(token),
        issued_by=actor,
        created_at=now,
        expires_at=now + VALIDITY,
    )
    user.set_unusable_password()
    user.save(update_fields=["password"])
    _drop_sessions(user)
    _log(user, actor, "签发激活链接", request)
    return token


@transaction.atomic
def revoke(user: User, *, actor: User, request: HttpRequest | None = None) -> bool:
    """Make the user's open link worthless; False when there was none."""
    if not user.activation_links.open().update(revoked_at=timezone.now()):
        return False
    _log(user, actor, "收回激活链接", request)
    return True


@transaction.atomic
def redeem(link: ActivationLink, password: str, *, request: HttpRequest | None = None) -> User:
    """Set the password and spend the link; ActivationSpentError for the second of two.

    Wrong passwords tried before are forgiven: the slip is the way out of a lock-out.
    """
    now = timezone.now()
    still_open = ActivationLink.objects.open().filter(pk=link.pk, expires_at__gt=now)
    if not still_open.update(used_at=now):
        raise ActivationSpentError
    user = link.user
    user.set_password(password)
    user.save(update_fields=["password"])
    forgive(username=user.username)
    _log(user, user, "已设密码", request)
    return user


@transaction.atomic
def end_sessions(user: User, *, actor: User, request: HttpRequest | None = None) -> int:
    """Sign the user out everywhere; the number of sessions that were known."""
    count = _drop_sessions(user)
    AuditEntry.record(
        actor=actor,
        action=AuditEntry.Action.SESSION_END,
        target=f"{user.username}：全部 {count} 处登录",
        area=user.area,
        request=request,
    )
    return count


@transaction.atomic
def reset_second_step(user: User, *, actor: User, request: HttpRequest | None = None) -> bool:
    """Take the second step off an account whose phone is lost; False when there was none."""
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        return False
    AuditEntry.record(
        actor=actor,
        action=AuditEntry.Action.SECOND_STEP,
        target=f"解除 {user.username} 的两步验证",
        area=user.area,
        request=request,
    )
    return True


def _drop_sessions(user: User) -> int:
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)


def _log(user: User, actor: User, what: str, request: HttpRequest | None) -> None:
    AuditEntry.record(
        actor=actor,
        action=AuditEntry.Action.ACTIVATION,
        target=f"{user.username}：{what}",
        area=user.area,
        request=request,
    )
