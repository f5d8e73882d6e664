from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "goldenthread.apps.surveys"

    def ready(self) -> None:
        """State the room's rules; give results as evidence, what was said to actions, and what waits."""
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.files.closed import register_closed
        from goldenthread.apps.loads.importers import register as register_importer
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_panel
        from goldenthread.apps.success.neighbours import register_citing
        from goldenthread.apps.surveys import access
        from goldenthread.apps.surveys.as_evidence import STAFF_SURVEY, SURVEY
        from goldenthread.apps.surveys.citing import RESULTS
        from goldenthread.apps.surveys.finding import SAID, SURVEYS
        from goldenthread.apps.surveys.importing import SurveyImporter
        from goldenthread.apps.surveys.panels import said_that_caused
        from goldenthread.apps.surveys.staff_importing import StaffImporter
        from goldenthread.apps.surveys.waiting import what_waits

        register_importer(SurveyImporter())
        register_importer(StaffImporter())
        register_kind(SURVEY)
        register_kind(STAFF_SURVEY)
        register_closed(access.files_with_answers)
        register_citing(RESULTS)
        register_panel(said_that_caused)
        register_waiting(what_waits)
        register_finder(SURVEYS)
        register_finder(SAID)
