from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "goldenthread.apps.retention"

    def ready(self) -> None:
        from goldenthread.apps.people.waiting import register_waiting
        from goldenthread.apps.retention import kinds
        from goldenthread.apps.retention.first_kinds import ORPHANS, SESSIONS
        from goldenthread.apps.retention.head_letters import letters_sent
        from goldenthread.apps.retention.waiting import waiting
        from goldenthread.apps.trail.heads import register_source

        kinds.register(ORPHANS)
        kinds.register(SESSIONS)
        register_source(letters_sent)
        register_waiting(waiting)
