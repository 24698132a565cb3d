from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Abstract models only: no tables of its own."""

    name = "casework"
    verbose_name = "办理规则"
    office_urls = "casework.urls"
