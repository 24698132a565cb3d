"""Robots are set up here; what was sent is only read."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from notifications.models import Delivery, DeliveryAttempt, Robot


class RobotForm(forms.ModelForm[Robot]):
    """The address and the secret go in, but never come out again."""

    webhook_url = forms.CharField(
        label="机器人地址",
        required=False,
        widget=forms.PasswordInput(render_value=False),
        help_text="从群聊的机器人设置里复制。已保存的不再显示；留空表示不改。",
    )
    secret = forms.CharField(
        label="签名密钥",
        required=False,
        widget=forms.PasswordInput(render_value=False),
        help_text="钉钉、飞书开了签名校验才需要。已保存的不再显示；留空表示不改。",
    )

    class Meta:
        model = Robot
        fields = ("name", "channel", "area", "webhook_url", "secret", "active")

    def clean_webhook_url(self) -> str:
        url: str = self.cleaned_data["webhook_url"].strip() or self.instance.webhook_url or ""
        if not url:
            raise forms.ValidationError("请填写机器人地址。")
        return url

    def clean_secret(self) -> str:
        return self.cleaned_data["secret"].strip() or self.instance.secret or ""


@admin.register(Robot)
class RobotAdmin(admin.ModelAdmin[Robot]):
    form = RobotForm
    list_display = ("name", "channel", "area", "active")
    list_filter = ("channel", "active")
    list_select_related = ("area",)
    raw_id_fields = ("area",)


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("created_at", "channel", "masked_recipient", "subject", "state", "attempts")
    list_filter = ("channel", "state")
    list_select_related = ("user", "robot")
    exclude = ("recipient", "payload")
    show_full_result_count = False


@admin.register(DeliveryAttempt)
class DeliveryAttemptAdmin(ReadOnlyAdmin):
    list_display = ("at", "channel", "ok", "code", "explanation", "possible_repeat")
    list_filter = ("channel", "ok", "possible_repeat")
    show_full_result_count = False
