from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "goldenthread.apps.publishing"

    def ready(self) -> None:
        """State the room's rules; give scorecards' pages their publication, and Today what waits."""
        from goldenthread.apps.measures import neighbours
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.publishing import access as access
        from goldenthread.apps.publishing import panels
        from goldenthread.apps.publishing.waiting import editions_to_move_on

        neighbours.register_scorecard_panel(panels.on_scorecard)
        neighbours.register_flags(panels.changed_since_published)
        register_waiting(editions_to_move_on)
