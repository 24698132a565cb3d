from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Label ``voter_messages``: plain ``messages`` belongs to django.contrib.messages."""

    name = "messages"
    label = "voter_messages"
    verbose_name = "选民留言"
