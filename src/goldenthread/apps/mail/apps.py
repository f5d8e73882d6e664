from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "goldenthread.apps.mail"

    def ready(self) -> None:
        """State the room's rules, and tell its officers of messages that do not leave."""
        from goldenthread.apps.mail import access as access
        from goldenthread.apps.mail.waiting import messages_in_trouble
        from goldenthread.apps.people.waiting import register_waiting

        register_waiting(messages_in_trouble)
