from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.apps.people"
