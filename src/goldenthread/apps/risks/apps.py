from django.apps import AppConfig


class RisksConfig(AppConfig):
    name = "goldenthread.apps.risks"

    def ready(self) -> None:
        """State the room's rules, and show its risks on the pages of what they bear on."""
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.plans.neighbours import register_panel, register_plan_panel
        from goldenthread.apps.risks import access as access
        from goldenthread.apps.risks.panels import on_action, on_plan, on_recommendation

        register_recommendation_panel(on_recommendation)
        register_panel(on_action)
        register_plan_panel(on_plan)
