from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "goldenthread.apps.thread"

    def ready(self) -> None:
        """Show what changed on the page of a body."""
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.thread.panels import what_changed

        register_panel(what_changed)
