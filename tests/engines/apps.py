from django.apps import AppConfig


class EnginesConfig(AppConfig):
    name = "tests.engines"
    label = "engines"
