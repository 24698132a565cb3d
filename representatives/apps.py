from django.apps import AppConfig


class RepresentativesConfig(AppConfig):
    name = "representatives"
    verbose_name = "人大代表"
    office_urls = "representatives.urls.office"
