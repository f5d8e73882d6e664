from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "goldenthread.apps.meetings"

    def ready(self) -> None:
        """State the room's rules; tell when bodies meet on their pages and on the map."""
        from goldenthread.apps.bodies.mapping import register_map_line
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.bodies.occasions import register_occasions
        from goldenthread.apps.meetings import access as access  # states the room's rules
        from goldenthread.apps.meetings.finding import MEETINGS
        from goldenthread.apps.meetings.occasions import meetings_held_by
        from goldenthread.apps.meetings.panels import next_on_the_map, when_it_meets
        from goldenthread.apps.people.finding import register_finder

        register_panel(when_it_meets)
        register_occasions(meetings_held_by)
        register_map_line(next_on_the_map)
        register_finder(MEETINGS)
