from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "goldenthread.apps.cases"

    def ready(self) -> None:
        """State the room's rules, and offer services and teams as what a role may be over."""
        from goldenthread.apps.cases import access as access
        from goldenthread.apps.cases.queries import scopes
        from goldenthread.apps.people.queries import offer_scopes

        offer_scopes(scopes)
