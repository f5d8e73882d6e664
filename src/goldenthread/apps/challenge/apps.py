from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    name = "goldenthread.apps.challenge"

    def ready(self) -> None:
        """State the room's rules."""
        from goldenthread.apps.challenge import access as access
