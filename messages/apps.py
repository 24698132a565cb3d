from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Label ``voter_messages``: plain ``messages`` belongs to django.contrib.messages."""

    name = "messages"
    label = "voter_messages"
    verbose_name = "选民留言"

    def ready(self) -> None:
        from messages.views.frame import desk_frame  # models are there only now
        from office.frame import add_to_frame

        add_to_frame(desk_frame)
