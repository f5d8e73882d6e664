from django.apps import AppConfig


class LocalTrackersConfig(AppConfig):
    name = "goldenthread.apps.localtrackers"

    def ready(self) -> None:
        """State the room's rules, say where figures that are counted here come from, and what waits."""
        from goldenthread.apps.localtrackers import access as access
        from goldenthread.apps.localtrackers.origins import origins_from_trackers
        from goldenthread.apps.localtrackers.waiting import rows_due
        from goldenthread.apps.measures.neighbours import register_origin
        from goldenthread.apps.people.waiting import register_waiting

        register_waiting(rows_due)
        register_origin(origins_from_trackers)
