from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "goldenthread.apps.bodies"

    def ready(self) -> None:
        """Offer bodies and workstreams as what a role may be over."""
        from goldenthread.apps.bodies.finding import BODIES
        from goldenthread.apps.bodies.queries import scopes
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.queries import offer_scopes

        offer_scopes(scopes)
        register_finder(BODIES)
