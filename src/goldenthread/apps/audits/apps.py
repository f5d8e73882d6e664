from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "goldenthread.apps.audits"

    def ready(self) -> None:
        """State the room's rules, and show its audits where they are wanted."""
        from goldenthread.apps.audits import access as access
        from goldenthread.apps.audits.as_evidence import AUDIT
        from goldenthread.apps.audits.finding import AUDITS
        from goldenthread.apps.audits.importing import AuditImporter
        from goldenthread.apps.audits.panels import audits_of_action, audits_of_recommendation
        from goldenthread.apps.audits.waiting import audits_wanted
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.inspections.neighbours import register_recommendation_panel
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.plans.neighbours import register_panel

        register(AuditImporter())
        register_kind(AUDIT)
        register_recommendation_panel(audits_of_recommendation)
        register_panel(audits_of_action)
        register_finder(AUDITS)
        register_waiting(audits_wanted)
