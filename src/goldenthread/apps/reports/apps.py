from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "goldenthread.apps.reports"

    def ready(self) -> None:
        from goldenthread.apps.reports import access as access  # states the room's rules
