from django.apps import AppConfig


class NewsConfig(AppConfig):
    """What offices and stations tell everybody."""

    name = "news"
    verbose_name = "公告"
    office_urls = "news.urls.office"
