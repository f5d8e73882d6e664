from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "goldenthread.apps.meetings"

    def ready(self) -> None:
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.bodies.occasions import register_occasions
        from goldenthread.apps.meetings import access as access  # states the room's rules
        from goldenthread.apps.meetings.finding import MEETINGS
        from goldenthread.apps.meetings.occasions import meetings_held_by
        from goldenthread.apps.meetings.panels import when_it_meets
        from goldenthread.apps.people.finding import register_finder

        register_panel(when_it_meets)
        register_occasions(meetings_held_by)
        register_finder(MEETINGS)
