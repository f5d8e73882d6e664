from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "goldenthread.apps.inspections"

    def ready(self) -> None:
        from goldenthread.apps.bodies.neighbours import register_panel
        from goldenthread.apps.inspections.finding import ELEMENTS, INSPECTIONS, RECOMMENDATIONS
        from goldenthread.apps.inspections.importing import RecommendationImporter
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.inspections.panels import answered_for, found_before_panel
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.people.finding import register_finder

        register_recommendation_panel(found_before_panel)
        register_panel(answered_for)
        register(RecommendationImporter())
        for finder in (RECOMMENDATIONS, ELEMENTS, INSPECTIONS):
            register_finder(finder)
