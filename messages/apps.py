from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Label ``voter_messages``: plain ``messages`` belongs to django.contrib.messages."""

    name = "messages"
    label = "voter_messages"
    verbose_name = "选民留言"
    office_urls = "messages.urls.office"

    def ready(self) -> None:
        from messages.desk.succession import leave_what_is_held  # models are there only now
        from representatives.leaving import when_somebody_stops

        when_somebody_stops(leave_what_is_held)
