"""Help in plain words: how it works, what becomes of the phone number, what is not taken in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.models import Area, Installation
from messages.models import Rules, rules_for
from messages.voter.limits import PER_NETWORK, PER_PHONE

# Raise it whenever the words of help_privacy.html change; old words stay in the history.
NOTICE_VERSION = "2026 年 11 月第二版"


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    root = Area.objects.filter(depth=1).first()
    rules = rules_for(root) if root else Rules()
    return render(request, "portal/help.html", {"rules": rules})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The notice before collection (个人信息保护法 Arts. 17 and 35)."""
    context = {
        "version": NOTICE_VERSION,
        "installation": Installation.current(),
        "per_phone": PER_PHONE.partition("/")[0],
        "per_network": PER_NETWORK.partition("/")[0],
    }
    return render(request, "portal/help_privacy.html", context)


@login_not_required
@require_safe
def scope(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help_scope.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does for everybody, what it can't yet, and whom to tell (无障碍环境建设法)."""
    context = {"installation": Installation.current()}
    return render(request, "portal/help_accessibility.html", context)
