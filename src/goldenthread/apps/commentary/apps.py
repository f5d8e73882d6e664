from django.apps import AppConfig


class CommentaryConfig(AppConfig):
    name = "goldenthread.apps.commentary"

    def ready(self) -> None:
        """State the room's rules."""
        from goldenthread.apps.commentary import access as access
