"""Pages under /office/: every app with some names the module of their addresses, ``office_urls``."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from office.lists.exports import export_list

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("lists/<slug:key>/export/", export_list, name="export_list"),
]
urlpatterns += [
    path("", include(config.office_urls))
    for config in apps.get_app_configs()
    if hasattr(config, "office_urls")
]
