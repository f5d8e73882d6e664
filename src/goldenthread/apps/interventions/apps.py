from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    name = "goldenthread.apps.interventions"

    def ready(self) -> None:
        from goldenthread.apps.inspections.neighbours import register_panel
        from goldenthread.apps.interventions import access as access  # states the room's rules
        from goldenthread.apps.interventions.finding import NOTICES
        from goldenthread.apps.interventions.panels import what_it_brought
        from goldenthread.apps.interventions.waiting import wanted_by_interventions
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting

        register_panel(what_it_brought)
        register_waiting(wanted_by_interventions)
        register_finder(NOTICES)
