from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "goldenthread.apps.evidence"

    def ready(self) -> None:
        """State the rules, close what is restricted, take measures as evidence and registers as files."""
        from goldenthread.apps.evidence import access
        from goldenthread.apps.evidence.finding import FINDINGS, PIECES
        from goldenthread.apps.evidence.importing import EvidenceImporter
        from goldenthread.apps.evidence.keeping_time import WITHDRAWN
        from goldenthread.apps.evidence.kinds import register_kind
        from goldenthread.apps.evidence.measured import MEASURE
        from goldenthread.apps.evidence.waiting import wanted_by_evidence
        from goldenthread.apps.files.closed import register_closed
        from goldenthread.apps.loads.importers import register
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.retention import kinds

        kinds.register(WITHDRAWN)
        register_kind(MEASURE)
        register_closed(access.files_closed_to)
        register(EvidenceImporter())
        register_finder(PIECES)
        register_finder(FINDINGS)
        register_waiting(wanted_by_evidence)
