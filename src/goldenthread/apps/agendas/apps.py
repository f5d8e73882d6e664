from django.apps import AppConfig


class AgendasConfig(AppConfig):
    name = "goldenthread.apps.agendas"

    def ready(self) -> None:
        """State the room's rules."""
        from goldenthread.apps.agendas import access as access
