from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """What pages for staff share; no tables of its own."""

    name = "office"
    verbose_name = "人大办公"
