from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "goldenthread.apps.plans"

    def ready(self) -> None:
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.plans import access as access  # states the room's rules
        from goldenthread.apps.plans.finding import ACTIONS, FILES, PLANS, UPDATES
        from goldenthread.apps.plans.importing import PlanImporter

        register(PlanImporter())
        for finder in (ACTIONS, UPDATES, PLANS, FILES):
            register_finder(finder)
