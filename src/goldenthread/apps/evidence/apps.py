from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "goldenthread.apps.evidence"

    def ready(self) -> None:
        """State the room's rules, close what is restricted, and take measures as evidence."""
        from goldenthread.apps.evidence import access
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.evidence.measured import MEASURE
        from goldenthread.apps.files.closed import register_closed

        register_kind(MEASURE)
        register_closed(access.files_closed_to)
