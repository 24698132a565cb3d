from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Importing them registers them: tasks, `imports.register(...)` and `@job_kind(...)`.
        autodiscover_modules("tasks", "imports", "job_kinds")
