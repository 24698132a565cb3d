from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "yichang_renda"
    verbose_name = "系统"

    def ready(self) -> None:
        from yichang_renda import checks  # noqa: F401  registers the system checks
