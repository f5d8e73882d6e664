from django.apps import AppConfig


class SelfassessmentConfig(AppConfig):
    name = "goldenthread.apps.selfassessment"

    def ready(self) -> None:
        """State the room's rules, offer its documents to agendas, show them, and say what waits."""
        from goldenthread.apps.agendas.sources import register_paper_source
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_plan_panel
        from goldenthread.apps.selfassessment import access as access
        from goldenthread.apps.selfassessment import panels, waiting
        from goldenthread.apps.selfassessment.finding import SELF_ASSESSMENTS
        from goldenthread.apps.selfassessment.paper_source import SOURCE

        register_paper_source(SOURCE)
        register_plan_panel(panels.self_assessments_of)
        register_recommendation_panel(panels.what_was_written)
        register_finder(SELF_ASSESSMENTS)
        register_waiting(waiting.parts_to_write)
        register_waiting(waiting.parts_to_review)
        register_waiting(waiting.documents_to_freeze)
