"""Pages under /office/: every app with some names the module of its addresses, ``office_urls``."""

from django.apps import apps
from django.urls import URLPattern, URLResolver, include, path

from office.lists.exports import export_list
from office.views import logs, site

app_name = "office"
urlpatterns: list[URLPattern | URLResolver] = [
    path("lists/<slug:key>/export/", export_list, name="export_list"),
    path("phones/", logs.reveals, name="reveals"),
    path("log/", logs.audit, name="audit"),
    path("site/", site.site, name="site"),
    path("site/edit/", site.edit_site, name="edit_site"),
]
urlpatterns += [
    path("", include(config.office_urls))
    for config in apps.get_app_configs()
    if hasattr(config, "office_urls")
]
