from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OfficeConfig(AppConfig):
    """What pages for staff share; no tables of its own."""

    name = "office"
    # Lists of the floors below, for their URLconfs: address, view, name.
    lists_of = {
        "accounts": ("manage/", "office.views.accounts.accounts", "manage"),
        "jobs": ("", "office.views.jobs.jobs", "list"),
        "notifications": ("log/", "office.views.sending.attempts", "log"),
    }
    verbose_name = "人大办公"

    def ready(self) -> None:
        # Importing them registers what each app adds: entries of the menu, links, blocks.
        autodiscover_modules("office_parts")
