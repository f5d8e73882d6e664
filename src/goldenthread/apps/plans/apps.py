from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "goldenthread.apps.plans"

    def ready(self) -> None:
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.plans import access as access  # states the room's rules
        from goldenthread.apps.plans.importing import PlanImporter

        register(PlanImporter())
