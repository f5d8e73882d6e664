from django.apps import AppConfig


class LoadsConfig(AppConfig):
    name = "goldenthread.apps.loads"
