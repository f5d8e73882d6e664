from django.apps import AppConfig


class ChallengeConfig(AppConfig):
    name = "goldenthread.apps.challenge"

    def ready(self) -> None:
        """State the room's rules, and offer what waits."""
        from goldenthread.apps.challenge import access as access
        from goldenthread.apps.challenge.waiting import cases_to_take, sessions_to_hold
        from goldenthread.apps.people.waiting import register_waiting

        register_waiting(sessions_to_hold)
        register_waiting(cases_to_take)
