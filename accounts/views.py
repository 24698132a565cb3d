"""The way home, one's own account, and setting one's password with an activation link."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages as flash
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from accounts import activation
from accounts.forms import ActivationForm
from accounts.models import ActivationLink
from accounts.permissions import active_posts, is_manager, is_office_staff


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Where work begins after signing in; the pages are of higher floors, so settings name them."""
    if is_office_staff(request.user):
        return redirect(settings.OFFICE_HOME)
    if request.user.is_superuser:
        return redirect("admin:index")
    return redirect(settings.DESK_HOME)


@require_safe
def profile(request: HttpRequest) -> HttpResponse:
    context = {
        "posts": active_posts(request.user),
        "has_second_step": is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
        "is_manager": is_manager(request.user),
    }
    return render(request, "accounts/profile.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
def activate(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the page spends nothing: chat programs open every link beforehand."""
    link = activation.find(token)
    if link is None or not link.is_usable or not link.user.is_active:
        return _spent(request, link)
    form = ActivationForm(link.user, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/activate.html", {"form": form, "account": link.user})
    try:
        activation.redeem(link, form.cleaned_data["new_password1"], request=request)
    except activation.ActivationSpentError:
        return _spent(request, link)
    logout(request)
    flash.success(request, "密码设好了，请用它登录。")
    return redirect("account_login")


def _spent(request: HttpRequest, link: ActivationLink | None) -> HttpResponse:
    """410 for a link that once was one, 404 for what never was; both say whom to ask."""
    status = 410 if link else 404
    return render(request, "accounts/activation_spent.html", {"link": link}, status=status)
