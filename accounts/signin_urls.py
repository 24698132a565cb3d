"""The few of allauth's addresses that exist here, under allauth's own names.

Sign-up, e-mail management, password reset by e-mail and social accounts are not included: what
has no address needs no rule.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as usersessions
from django.urls import path

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("sessions/", usersessions.list_usersessions, name="usersessions_list"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/code/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/confirm/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "2fa/codes/download/",
        recovery_codes.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
