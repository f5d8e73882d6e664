from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "goldenthread.apps.drafting"

    def ready(self) -> None:
        """State the room's rules, offer its reports to agendas, show them, and say what waits."""
        from goldenthread.apps.agendas.sources import register_paper_source
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.drafting import access as access
        from goldenthread.apps.drafting import panels, waiting
        from goldenthread.apps.drafting.finding import REPORTS
        from goldenthread.apps.drafting.paper_source import SOURCE
        from goldenthread.apps.meetings.neighbours import register_panel as register_on_meeting
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting

        register_paper_source(SOURCE)
        register_panel(panels.reports_for)
        register_on_meeting(panels.reports_for_meeting)
        register_finder(REPORTS)
        register_waiting(waiting.clearances_to_answer)
        register_waiting(waiting.reports_to_mend)
        register_waiting(waiting.reports_to_freeze)
