from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "goldenthread.apps.reports"

    def ready(self) -> None:
        """State the room's rules, show its papers on the page of a body, and say what waits."""
        from goldenthread.apps.agendas.sources import register_paper_source
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.bodies.occasions import register_occasions
        from goldenthread.apps.chasing.neighbours import register_frozen
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.reports import access as access
        from goldenthread.apps.reports.agenda_papers import BOARD_REPORTS
        from goldenthread.apps.reports.finding import PaperFinder
        from goldenthread.apps.reports.occasions import papers_frozen_for
        from goldenthread.apps.reports.panels import papers_for, papers_since
        from goldenthread.apps.reports.waiting import drafts_to_freeze, papers_to_read

        register_panel(papers_for)
        register_paper_source(BOARD_REPORTS)
        register_occasions(papers_frozen_for)
        register_frozen(papers_since)
        register_finder(PaperFinder())
        register_waiting(drafts_to_freeze)
        register_waiting(papers_to_read)
