from django.apps import AppConfig


class ChasingConfig(AppConfig):
    name = "goldenthread.apps.chasing"

    def ready(self) -> None:
        """State the room's rules, show its way in on pages of plans and scorecards, and say what waits."""
        from goldenthread.apps.chasing import access as access
        from goldenthread.apps.chasing.hand_over import open_requests
        from goldenthread.apps.chasing.panels import (
            asked_on_commentary,
            chasing_of_plan,
            chasing_of_scorecard,
        )
        from goldenthread.apps.chasing.waiting import asked_of, rounds_to_chase
        from goldenthread.apps.commentary.neighbours import register_asked
        from goldenthread.apps.measures.neighbours import register_scorecard_panel
        from goldenthread.apps.people.affected import register_count
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_plan_panel

        register_plan_panel(chasing_of_plan)
        register_scorecard_panel(chasing_of_scorecard)
        register_asked(asked_on_commentary)
        register_count(open_requests)
        register_waiting(asked_of)
        register_waiting(rounds_to_chase)
