from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """居民议事会 (「小人大」): the small congress of a community and what it discloses."""

    name = "community"
    verbose_name = "居民议事会"
    office_urls = "community.urls.office"
