from django.apps import AppConfig


class HighlightsConfig(AppConfig):
    name = "goldenthread.apps.highlights"

    def ready(self) -> None:
        """State the room's rules, show its reports on the page of a body, and say what waits."""
        from goldenthread.apps.agendas.sources import register_paper_source
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.highlights import access as access
        from goldenthread.apps.highlights.agenda_papers import HIGHLIGHT_REPORTS
        from goldenthread.apps.highlights.panels import highlights_of
        from goldenthread.apps.highlights.waiting import drafts_to_send
        from goldenthread.apps.people.waiting import register_waiting

        register_panel(highlights_of)
        register_paper_source(HIGHLIGHT_REPORTS)
        register_waiting(drafts_to_send)
