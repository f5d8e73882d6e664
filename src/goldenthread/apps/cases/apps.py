from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "goldenthread.apps.cases"

    def ready(self) -> None:
        """State the room's rules, offer services and teams as what a role may be over, and say where from."""
        from goldenthread.apps.cases import access as access
        from goldenthread.apps.cases.definitions import origins_from_records, taken_panel
        from goldenthread.apps.cases.queries import scopes
        from goldenthread.apps.measures.neighbours import register_origin, register_panel
        from goldenthread.apps.people.queries import offer_scopes

        offer_scopes(scopes)
        register_origin(origins_from_records)
        register_panel(taken_panel)
