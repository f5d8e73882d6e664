from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "goldenthread.apps.measures"

    def ready(self) -> None:
        """State the room's rules, and offer its importer to the loads room."""
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.measures import access as access
        from goldenthread.apps.measures.importing import ScorecardImporter

        register(ScorecardImporter())
