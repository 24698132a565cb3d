"""What managers may do to the accounts they look after; the list is `office/views/accounts.py`."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages as flash
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from accounts import activation
from accounts.forms import InviteForm
from accounts.http import SignedInRequest
from accounts.models import Post, User
from accounts.permissions import is_manager
from yichang_renda.qr import qr_data_uri

View = Callable[..., HttpResponse]


def manager_required(view: View) -> View:
    """404 for everybody else: the pages do not exist for them."""

    @wraps(view)
    def checked(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_manager(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@manager_required
def invite(request: SignedInRequest) -> HttpResponse:
    form = InviteForm(request.POST or None, manager=request.user)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/invite.html", {"form": form})
    user = _appoint(form, request)
    flash.success(request, f"已为{user}开通岗位。还没设过密码的，请打印激活单交给本人。")
    return redirect("accounts:manage")


@transaction.atomic
def _appoint(form: InviteForm, request: SignedInRequest) -> User:
    data = form.cleaned_data
    user = form.existing or User(username=data["username"], name=data["name"], area=data["area"])
    if form.existing is None:
        user.set_unusable_password()
        user.save()
    Post.appoint(user, data["area"], data["role"], actor=request.user, request=request)
    return user


@require_POST
@manager_required
@never_cache
@sensitive_variables("token", "link")
def activation_slip(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Issues a new link and prints it at once: nobody can look it up later, not even we."""
    account = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    token = activation.issue(account, actor=request.user, request=request)
    link = activation.link_url(token)
    context = {
        "account": account,
        "link": link,
        "qr": qr_data_uri(link),
        "last_day": timezone.localdate() + activation.VALIDITY,
    }
    return render(request, "accounts/activation_slip.html", context)


@require_POST
@manager_required
def revoke_activation(request: SignedInRequest, user_id: int) -> HttpResponse:
    account = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    if activation.revoke(account, actor=request.user, request=request):
        flash.success(request, f"{account}的激活单已作废。")
    else:
        flash.info(request, f"{account}没有未用的激活单。")
    return redirect("accounts:manage")


@require_POST
@manager_required
def end_post(request: SignedInRequest, post_id: int) -> HttpResponse:
    """Within the areas managed; nobody ends his own post."""
    posts = Post.objects.active().visible_to(request.user).select_related("user", "area")
    post = get_object_or_404(posts.exclude(user=request.user), pk=post_id)
    if post.end(actor=request.user, request=request):
        flash.success(request, f"{post.user}在{post.area}的岗位已结束。")
    return redirect("accounts:manage")


@require_POST
@manager_required
def end_sessions(request: SignedInRequest, user_id: int) -> HttpResponse:
    account = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    activation.end_sessions(account, actor=request.user, request=request)
    flash.success(request, f"{account}已在所有设备上退出。")
    return redirect("accounts:manage")


@require_POST
@manager_required
def reset_second_step(request: SignedInRequest, user_id: int) -> HttpResponse:
    account = get_object_or_404(User.objects.visible_to(request.user), pk=user_id)
    if activation.reset_second_step(account, actor=request.user, request=request):
        flash.success(request, f"{account}的两步验证已解除，下次登录只要密码。")
    return redirect("accounts:manage")
