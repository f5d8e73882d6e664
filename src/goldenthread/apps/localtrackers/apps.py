from django.apps import AppConfig


class LocalTrackersConfig(AppConfig):
    name = "goldenthread.apps.localtrackers"

    def ready(self) -> None:
        """State the room's rules."""
        from goldenthread.apps.localtrackers import access as access
