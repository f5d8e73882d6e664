from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "goldenthread.apps.reports"

    def ready(self) -> None:
        """State the room's rules, and show its papers on the page of a body."""
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.reports import access as access
        from goldenthread.apps.reports.panels import papers_for

        register_panel(papers_for)
