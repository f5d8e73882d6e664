from django.apps import AppConfig


class AgendasConfig(AppConfig):
    name = "goldenthread.apps.agendas"

    def ready(self) -> None:
        """State the room's rules, close what is restricted, offer what rooms before this one have."""
        from goldenthread.apps.agendas import access, finding, offering, owing, panels
        from goldenthread.apps.agendas.noticed import agendas_published
        from goldenthread.apps.agendas.published_scorecards import PUBLISHED_SCORECARDS
        from goldenthread.apps.agendas.sources import register_paper_source
        from goldenthread.apps.agendas.suggestions import register_owed, register_suggestions
        from goldenthread.apps.agendas.waiting import agendas_to_make
        from goldenthread.apps.bodies import neighbours as bodies
        from goldenthread.apps.files.closed import register_closed
        from goldenthread.apps.meetings import neighbours as meetings
        from goldenthread.apps.meetings.publication import register_published
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting

        register_closed(access.papers_closed_to)
        register_paper_source(PUBLISHED_SCORECARDS)
        register_published(agendas_published)
        register_owed(owing.reports_owed)
        register_suggestions(offering.sign_offs)
        register_suggestions(offering.red_measures)
        register_suggestions(offering.late_actions)
        bodies.register_panel(panels.agendas_of_body)
        meetings.register_panel(panels.agenda_of_meeting)
        register_finder(finding.ITEMS)
        register_finder(finding.PAPERS)
        register_waiting(agendas_to_make)
