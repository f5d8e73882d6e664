from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "goldenthread.apps.plans"

    def ready(self) -> None:
        """State the room's rules, and offer what it loads, finds and waits for to the rooms that show it."""
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.people.affected import register_count
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans import access as access  # states the room's rules
        from goldenthread.apps.plans.finding import ACTIONS, FILES, PLANS, UPDATES
        from goldenthread.apps.plans.hand_over import open_actions
        from goldenthread.apps.plans.importing import PlanImporter
        from goldenthread.apps.plans.neighbours import register_panel
        from goldenthread.apps.plans.panels import milestones_on_the_way
        from goldenthread.apps.plans.waiting import SOURCES

        for source in SOURCES:
            register_waiting(source)
        register(PlanImporter())
        register_count(open_actions)
        register_panel(milestones_on_the_way)
        for finder in (ACTIONS, UPDATES, PLANS, FILES):
            register_finder(finder)
