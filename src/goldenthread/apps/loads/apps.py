from django.apps import AppConfig


class LoadsConfig(AppConfig):
    name = "goldenthread.apps.loads"

    def ready(self) -> None:
        """State the room's rules, also where no page asks for them, and offer what waits."""
        from goldenthread.apps.loads import access as access
        from goldenthread.apps.loads.waiting import loads_to_decide
        from goldenthread.apps.people.waiting import register_waiting

        register_waiting(loads_to_decide)
