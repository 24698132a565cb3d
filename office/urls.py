"""Pages under /office/: every app with some names the module of their addresses, ``office_urls``."""

from django.apps import apps
from django.urls import include, path

app_name = "office"
urlpatterns = [
    path("", include(config.office_urls))
    for config in apps.get_app_configs()
    if hasattr(config, "office_urls")
]
