from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """两述两评: evaluations, secret ballots, results, curves, rectification."""

    name = "supervision"
    verbose_name = "监督测评"
    office_urls = "supervision.urls.office"

    def ready(self) -> None:
        from office.desk_links import add_desk_link  # models are there only now
        from supervision.mine import desk_link

        add_desk_link(desk_link)
