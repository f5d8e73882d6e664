from django.apps import AppConfig


class SignoffConfig(AppConfig):
    name = "goldenthread.apps.signoff"

    def ready(self) -> None:
        """State the room's rules, and show it on the pages of rooms before it."""
        from goldenthread.apps.agendas.sources import register_paper_source
        from goldenthread.apps.agendas.suggestions import register_suggestions
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.meetings.neighbours import register_panel as on_meeting
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.signoff import access as access
        from goldenthread.apps.signoff import offering, panels, waiting
        from goldenthread.apps.signoff.minuted import MINUTE

        register_kind(MINUTE)
        register_paper_source(offering.PAPERS)
        register_suggestions(offering.cases_waiting)
        register_suggestions(offering.late_conditions)
        register_recommendation_panel(panels.phases_of_recommendation)
        on_meeting(panels.sign_offs_of_meeting)
        register_waiting(waiting.decisions_to_record)
        register_waiting(waiting.cases_to_build)
        register_waiting(waiting.late_conditions)
        register_waiting(waiting.prompts_to_settle)
        register_waiting(waiting.wanted_by_the_body)
