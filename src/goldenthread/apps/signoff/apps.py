from django.apps import AppConfig


class SignoffConfig(AppConfig):
    name = "goldenthread.apps.signoff"

    def ready(self) -> None:
        """State the room's rules, and show it on the pages of rooms before it."""
        from goldenthread.apps.signoff import access as access
