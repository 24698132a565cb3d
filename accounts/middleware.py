"""Leads staff without a second step to its set-up, where the installation requires one."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages as flash
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from accounts.permissions import is_office_staff

# What somebody without a second step still needs: to set it up, or to leave.
ALWAYS_OPEN = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_activate_totp",
        "mfa_index",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)
DONE = "has_second_step"


class StaffSecondStepMiddleware:
    """Costs nothing unless STAFF_MFA_REQUIRED; then one query a session once it is set up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.STAFF_MFA_REQUIRED:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.view_name in ALWAYS_OPEN or not _lacks_it(request):
            return None
        flash.warning(request, "工作人员登录需要两步验证，请先在手机上设好。")
        return redirect("mfa_activate_totp")


def _lacks_it(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or request.session.get(DONE):
        return False
    user = request.user
    if not user.is_authenticated or not (user.is_staff or is_office_staff(user)):
        return False
    if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
        request.session[DONE] = True
        return False
    return True
