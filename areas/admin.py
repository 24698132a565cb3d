from django.contrib import admin
from django.http import HttpRequest

from areas.models import Area, DayOverride, Installation


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    """Read only: the tree comes from ``load_areas``, and a slip here would move whole counties."""

    list_display = ["indented_name", "code", "level", "coded_under"]
    list_display_links = ["indented_name"]
    list_filter = ["level", "is_function_zone"]
    list_select_related = ["coded_under"]
    search_fields = ["code", "name", "short_name"]
    ordering = ["path"]

    @admin.display(description="区划", ordering="path")
    def indented_name(self, area: Area) -> str:
        return "　" * (area.depth - 1) + area.name

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Area | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Area | None = None) -> bool:
        return False


@admin.register(DayOverride)
class DayOverrideAdmin(admin.ModelAdmin):
    list_display = ["day", "is_working", "reason"]
    list_filter = ["is_working"]
    date_hierarchy = "day"


@admin.register(Installation)
class InstallationAdmin(admin.ModelAdmin):
    list_display = ["portal_name", "area", "contact_phone"]
    readonly_fields = ["area", "publishes_comparisons"]  # decided in the office, on record

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Installation | None = None) -> bool:
        return False
