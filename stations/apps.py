from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "站点与承办单位"
    office_urls = "stations.urls.office"
