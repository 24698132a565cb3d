"""What is stored of a voter, and taking back the consent to publish (个人信息保护法 Arts. 15, 45)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.phones import mask_phone
from messages.intake.bursts import DAYS_KEPT
from messages.models import Message, SenderTrace
from messages.views.public_track import for_voter


@for_voter
@require_safe
def my_data(request: HttpRequest, message: Message) -> HttpResponse:
    photos = list(message.photos.all())
    traced = SenderTrace.objects.filter(message=message).exists()
    rows = [
        ("编号", message.number),
        ("内容", message.body),
        ("手机号", mask_phone(message.phone) or "没有留"),
        ("称呼", message.name or "没有留"),
        ("地点", message.place or "没有留"),
        ("照片", f"{len(photos)} 张"),
        ("同意公开", "同意隐去个人信息后公开" if message.may_publish else "不同意公开"),
        ("手机号核实", "已核实" if message.phone_confirmed_at else "没有核实"),
        ("从哪个入口来", str(message.channel or "没有记")),
        ("网络和浏览器的编码", f"{DAYS_KEPT} 天后删除" if traced else "没有存"),
    ]
    context = {
        "matter": message,
        "token": message.tracking.token,
        "rows": [{"label": label, "value": value} for label, value in rows],
    }
    return render(request, "messages/my_data.html", context)
