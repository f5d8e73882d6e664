from django.apps import AppConfig


class TrackersConfig(AppConfig):
    name = "goldenthread.apps.trackers"

    def ready(self) -> None:
        """State the room's rules, and say on start pages what deadlines wait."""
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.trackers import access as access
        from goldenthread.apps.trackers.waiting import deadlines_of

        register_waiting(deadlines_of)
