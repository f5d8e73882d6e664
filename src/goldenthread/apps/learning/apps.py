from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "goldenthread.apps.learning"

    def ready(self) -> None:
        """State the room's rules, and offer its results as evidence."""
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.learning import access as access
        from goldenthread.apps.learning.as_evidence import INTERVENTION_RESULT, ROOT_CAUSE
        from goldenthread.apps.learning.panels import lessons_of_action
        from goldenthread.apps.plans.neighbours import register_panel

        register_kind(ROOT_CAUSE)
        register_kind(INTERVENTION_RESULT)
        register_panel(lessons_of_action)
