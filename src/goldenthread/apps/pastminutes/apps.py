from django.apps import AppConfig


class PastminutesConfig(AppConfig):
    name = "goldenthread.apps.pastminutes"

    def ready(self) -> None:
        from goldenthread.apps.pastminutes import access as access  # states the room's rules
