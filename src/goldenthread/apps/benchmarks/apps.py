from django.apps import AppConfig


class BenchmarksConfig(AppConfig):
    name = "goldenthread.apps.benchmarks"

    def ready(self) -> None:
        """State the room's rules, offer its importers, and show benchmarks on a measure's page."""
        from goldenthread.apps.benchmarks import access as access
        from goldenthread.apps.benchmarks.importing import StatisticsImporter
        from goldenthread.apps.benchmarks.neighbours_importing import NeighboursImporter
        from goldenthread.apps.benchmarks.panels import on_measure
        from goldenthread.apps.benchmarks.papers import beside_row
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.measures.neighbours import register_comparison, register_panel

        register(StatisticsImporter())
        register(NeighboursImporter())
        register_panel(on_measure)
        register_comparison(beside_row)
