from django.contrib import admin
from django.http import HttpRequest

from jobs.models import Job


@admin.register(Job)
class JobAdmin(admin.ModelAdmin):
    """To find out what went wrong. Nothing is changed here: files, previews and rows agree."""

    list_display = ["label", "state", "created_by", "created_at", "finished_at", "error"]
    list_filter = ["state", "kind"]
    list_select_related = ["created_by"]
    show_full_result_count = False
    search_fields = ["label", "created_by__name", "created_by__username"]
    ordering = ["-id"]
    # The preview quotes rows, and the files are for those who see the job on its own page.
    exclude = ["params", "result", "input_file", "result_file"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        return False
