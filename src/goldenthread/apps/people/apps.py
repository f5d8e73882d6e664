from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.apps.people"

    def ready(self) -> None:
        from goldenthread.apps.people.finding import register_finder
        from goldenthread.apps.people.finding_people import PEOPLE

        register_finder(PEOPLE)
