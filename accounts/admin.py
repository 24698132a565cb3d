from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Model
from django.http import HttpRequest

from accounts.models import AuditEntry, Post, User


class PostInline(admin.TabularInline[Post, User]):
    model = Post
    extra = 0
    autocomplete_fields = ("area",)
    fields = ("area", "role", "since", "ended_at")


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """Names and rights; phones are not shown, and passwords are set by activation."""

    list_display = ("username", "name", "area", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("username", "name")
    list_select_related = ("area",)
    autocomplete_fields = ("area",)
    fieldsets = (
        (None, {"fields": ("username", "name", "area", "email")}),
        ("权限", {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {"fields": ("username", "name", "area", "usable_password", "password1", "password2")},
        ),
    )
    readonly_fields = ("last_login", "date_joined")
    inlines = (PostInline,)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Whoever acted once stays as evidence; switch the account off instead."""
        return False

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        self._note(request, f"新建账号：{obj}")
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """Rights and posts given here are role changes like those given by managers."""
        self._note(request, f"系统管理修改账号：{obj}")
        return super().log_change(request, obj, message)

    def _note(self, request: HttpRequest, target: str) -> None:
        action = AuditEntry.Action.ROLE_CHANGE
        AuditEntry.record(actor=request.user, action=action, target=target, request=request)


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin[AuditEntry]):
    list_display = ("at", "action", "actor_name", "target", "area", "reason", "network")
    list_filter = ("action", "at")
    search_fields = ("actor_name", "target")
    list_select_related = ("area",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False
