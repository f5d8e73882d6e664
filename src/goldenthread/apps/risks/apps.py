from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "goldenthread.apps.risks"

    def ready(self) -> None:
        """State the room's rules, show its risks where they bear on something, and say what waits."""
        from goldenthread.apps.agendas.suggestions import register_suggestions
        from goldenthread.apps.bodies.neighbours import register_panel as register_on_body
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.measures.neighbours import register_panel as register_on_measure
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_panel, register_plan_panel
        from goldenthread.apps.risks import access as access
        from goldenthread.apps.risks.finding import RISKS
        from goldenthread.apps.risks.importing import RiskImporter
        from goldenthread.apps.risks.panels import on_action, on_body, on_measure, on_plan, on_recommendation
        from goldenthread.apps.risks.suggesting import risks_for
        from goldenthread.apps.risks.waiting import escalated, reviews_due

        register_recommendation_panel(on_recommendation)
        register_panel(on_action)
        register_plan_panel(on_plan)
        register_on_measure(on_measure)
        register_on_body(on_body)
        register_suggestions(risks_for)
        register_waiting(reviews_due)
        register_waiting(escalated)
        register_finder(RISKS)
        register(RiskImporter())
