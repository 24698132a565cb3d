from django.apps import AppConfig

from yichang_renda.field_words import use_our_words

use_our_words()  # when the first app is named, before the models and forms of any


class GroundConfig(AppConfig):
    name = "yichang_renda"
    verbose_name = "系统"

    def ready(self) -> None:
        from yichang_renda import checks  # noqa: F401  registers the system checks
