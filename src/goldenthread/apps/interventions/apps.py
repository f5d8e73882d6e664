from django.apps import AppConfig


class InterventionsConfig(AppConfig):
    name = "goldenthread.apps.interventions"
