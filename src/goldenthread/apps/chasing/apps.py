from django.apps import AppConfig


class ChasingConfig(AppConfig):
    name = "goldenthread.apps.chasing"
