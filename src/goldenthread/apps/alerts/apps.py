from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "goldenthread.apps.alerts"

    def ready(self) -> None:
        """State the room's rules, and show what alerts say where it is wanted."""
        from goldenthread.apps.alerts import access as access
        from goldenthread.apps.alerts.as_evidence import ALERTS
        from goldenthread.apps.alerts.importing import AlertsImporter
        from goldenthread.apps.alerts.waiting import answers_due
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.people.waiting import register_waiting

        register_kind(ALERTS)
        register_waiting(answers_due)
        register(AlertsImporter())
