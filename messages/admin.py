"""For whoever runs the system: where matters stand, never what people wrote, and no changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from messages.models import AreaRules, Message, MessageEvent

NEWEST = 2000


class NewestPaginator(Paginator):
    """Pages through the newest rows only, so that no list counts a million of them."""

    @cached_property
    def count(self) -> int:
        return self.object_list[:NEWEST].count()  # type: ignore[attr-defined]


class ReadOnlyAdmin(admin.ModelAdmin[Any]):
    """Looking, for superusers; every change goes through the desk and its events."""

    paginator: ClassVar[type[Paginator]] = NewestPaginator
    show_full_result_count = False
    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EventInline(admin.TabularInline[MessageEvent, Message]):
    """Who did what when; the words stay with the people concerned."""

    model = MessageEvent
    fields = readonly_fields = ("at", "actor_label", "kind", "audience")
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    list_display = ("number", "state", "holder", "station", "due_date", "submitted_at")
    list_filter = ("state", "holder", "origin")
    list_select_related = ("station",)
    search_fields = ("=id",)
    search_help_text = "按编号的数字查找。"
    fields = (
        "number",
        "origin",
        "station",
        "representative",
        "area",
        "is_kept",
        "state",
        "holder",
        "office",
        "referral",
        "grade",
        "submitted_at",
        "held_since",
        "due_date",
        "paused_on",
        "supervised_at",
        "replied_at",
        "replied_by",
        "ended_at",
        "rating",
        "rating_source",
        "entered_by",
        "merged_into",
        "split_from",
        "other_system",
        "other_number",
    )
    readonly_fields = fields
    inlines = (EventInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """「2026-000123」 and 「123」 find the same matter."""
        digits = search_term.strip().rsplit("-", 1)[-1]
        return super().get_search_results(request, queryset, digits.lstrip("0"))


@admin.register(MessageEvent)
class MessageEventAdmin(ReadOnlyAdmin):
    list_display = ("at", "message", "kind", "actor_label", "audience")
    list_filter = ("kind",)
    list_select_related = ("message",)
    search_fields = ("=message__id",)
    fields = readonly_fields = ("at", "message", "actor", "actor_label", "kind", "audience")
    ordering = ("-pk",)


@admin.register(AreaRules)
class AreaRulesAdmin(ReadOnlyAdmin):
    """Changed on the office's own page, where it is logged."""

    list_display = ("area",)
    list_select_related = ("area",)
