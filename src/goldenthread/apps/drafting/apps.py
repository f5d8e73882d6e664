from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "goldenthread.apps.drafting"

    def ready(self) -> None:
        """State the room's rules."""
        from goldenthread.apps.drafting import access as access
