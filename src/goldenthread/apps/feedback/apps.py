from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "goldenthread.apps.feedback"

    def ready(self) -> None:
        """State the room's rules, and show what complaints taught where it is wanted."""
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.feedback import access as access
        from goldenthread.apps.feedback.as_evidence import COMPLAINTS
        from goldenthread.apps.feedback.importing import ComplaintsImporter
        from goldenthread.apps.feedback.panels import complaints_of_action
        from goldenthread.apps.feedback.waiting import answers_due
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_panel

        register_kind(COMPLAINTS)
        register(ComplaintsImporter())
        register_panel(complaints_of_action)
        register_waiting(answers_due)
