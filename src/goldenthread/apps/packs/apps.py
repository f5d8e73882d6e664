from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "goldenthread.apps.packs"

    def ready(self) -> None:
        from goldenthread.apps.bodies import neighbours as bodies
        from goldenthread.apps.meetings import neighbours as meetings
        from goldenthread.apps.packs import access as access  # states the room's rules
        from goldenthread.apps.packs.finding import PACKS
        from goldenthread.apps.packs.keeping_time import OPENINGS, held_by_packs
        from goldenthread.apps.packs.panels import packs_of_body, packs_of_meeting
        from goldenthread.apps.packs.waiting import packs_to_publish
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.retention import kinds

        kinds.register(OPENINGS)
        kinds.register_holder(held_by_packs)
        meetings.register_panel(packs_of_meeting)
        bodies.register_panel(packs_of_body)
        register_finder(PACKS)
        register_waiting(packs_to_publish)
