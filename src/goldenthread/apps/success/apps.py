from django.apps import AppConfig


class SuccessConfig(AppConfig):
    name = "goldenthread.apps.success"
