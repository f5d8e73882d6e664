from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "goldenthread.apps.plans"
