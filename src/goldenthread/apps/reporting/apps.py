from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "goldenthread.apps.reporting"

    def ready(self) -> None:
        """State the room's rules; tell what is owed on bodies, the map, meetings and the start page."""
        from goldenthread.apps.bodies.mapping import register_map_line
        from goldenthread.apps.bodies.neighbours import register_panel as on_bodies
        from goldenthread.apps.meetings.neighbours import register_panel as on_meetings
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.reporting import access as access
        from goldenthread.apps.reporting.finding import REPORTS_OWED
        from goldenthread.apps.reporting.panels import late_on_the_map, owed_at_meeting, owed_to_body
        from goldenthread.apps.reporting.waiting import reports_that_somebody_owes

        on_bodies(owed_to_body)
        on_meetings(owed_at_meeting)
        register_map_line(late_on_the_map)
        register_waiting(reports_that_somebody_owes)
        register_finder(REPORTS_OWED)
