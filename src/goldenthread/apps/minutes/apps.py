from django.apps import AppConfig


class MinutesConfig(AppConfig):
    name = "goldenthread.apps.minutes"

    def ready(self) -> None:
        """State the room's rules, bring back what is owed, and show it on the pages of rooms before it."""
        from goldenthread.apps.agendas.arising import register_arising
        from goldenthread.apps.bodies.mapping import register_map_line
        from goldenthread.apps.bodies.neighbours import register_panel as on_body
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.meetings.neighbours import register_panel as on_meeting
        from goldenthread.apps.minutes import access as access
        from goldenthread.apps.minutes import panels
        from goldenthread.apps.minutes.arising import owed_to
        from goldenthread.apps.minutes.finding import BODY_ACTIONS, MINUTES
        from goldenthread.apps.minutes.heads import heads_in_minutes
        from goldenthread.apps.minutes.waiting import owed_to_bodies, texts_to_put_together
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_panel as on_action
        from goldenthread.apps.trail.heads import register_source

        register_source(heads_in_minutes)
        register_arising(owed_to)
        register_map_line(panels.open_actions_on_map)
        on_body(panels.asked_by_body)
        on_meeting(panels.minutes_of_meeting)
        on_action(panels.asked_for_action)
        register_recommendation_panel(panels.asked_for_recommendation)
        register_waiting(owed_to_bodies)
        register_waiting(texts_to_put_together)
        register_finder(MINUTES)
        register_finder(BODY_ACTIONS)
