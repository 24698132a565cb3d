from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """两述两评: evaluations, secret ballots, results, curves, rectification."""

    name = "supervision"
    verbose_name = "监督测评"
    office_urls = "supervision.urls.office"
