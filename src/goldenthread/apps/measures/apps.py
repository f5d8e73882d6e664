from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "goldenthread.apps.measures"

    def ready(self) -> None:
        """State the room's rules, and offer its importer and its panel to the rooms that show them."""
        from goldenthread.apps.carryover.neighbours import register_carrier, register_supports
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.measures import access as access
        from goldenthread.apps.measures.carrying import scorecards_that_support, take_measures_along
        from goldenthread.apps.measures.finding import MEASURES, SCORECARDS
        from goldenthread.apps.measures.importing import ScorecardImporter
        from goldenthread.apps.measures.panels import figures_of_indicators, measures_of_action
        from goldenthread.apps.measures.trajectory_panels import register_plan_panels
        from goldenthread.apps.measures.waiting import marks_to_agree
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_figures, register_panel

        register(ScorecardImporter())
        register_carrier(take_measures_along)
        register_supports(scorecards_that_support)
        register_panel(measures_of_action)
        register_figures(figures_of_indicators)
        register_plan_panels()
        register_waiting(marks_to_agree)
        register_finder(MEASURES)
        register_finder(SCORECARDS)
