from django.apps import AppConfig


class BodiesConfig(AppConfig):
    name = "goldenthread.apps.bodies"
