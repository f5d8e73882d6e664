from django.apps import AppConfig


class CarryoverConfig(AppConfig):
    name = "goldenthread.apps.carryover"

    def ready(self) -> None:
        from goldenthread.apps.carryover import access as access  # states the room's rules
        from goldenthread.apps.carryover.panels import how_it_is_monitored, what_went_on, where_it_went
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.plans.neighbours import register_panel, register_plan_panel

        register_plan_panel(what_went_on)
        register_panel(where_it_went)
        register_recommendation_panel(how_it_is_monitored)
