from django.apps import AppConfig


class LocalTrackersConfig(AppConfig):
    name = "goldenthread.apps.localtrackers"

    def ready(self) -> None:
        """State the room's rules, and say where figures that are counted here come from."""
        from goldenthread.apps.localtrackers import access as access
        from goldenthread.apps.localtrackers.origins import origins_from_trackers
        from goldenthread.apps.measures.neighbours import register_origin

        register_origin(origins_from_trackers)
