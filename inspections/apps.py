from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """督查: stations are visited with a score sheet; what was found is looked at again."""

    name = "inspections"
    verbose_name = "督查"
    office_urls = "inspections.urls.office"
