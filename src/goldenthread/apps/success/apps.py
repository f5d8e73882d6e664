from django.apps import AppConfig


class SuccessConfig(AppConfig):
    name = "goldenthread.apps.success"

    def ready(self) -> None:
        """State the room's rules, and show its statements on a plan's page."""
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.plans.neighbours import register_plan_panel
        from goldenthread.apps.success import access as access
        from goldenthread.apps.success.finding import STATEMENTS
        from goldenthread.apps.success.panels import statements_of_plan

        register_plan_panel(statements_of_plan)
        register_finder(STATEMENTS)
