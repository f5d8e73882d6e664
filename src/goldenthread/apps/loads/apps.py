from django.apps import AppConfig


class LoadsConfig(AppConfig):
    name = "goldenthread.apps.loads"

    def ready(self) -> None:
        from goldenthread.apps.loads.waiting import loads_to_decide
        from goldenthread.apps.people.waiting import register_waiting

        register_waiting(loads_to_decide)
