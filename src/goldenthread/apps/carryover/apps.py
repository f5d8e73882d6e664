from django.apps import AppConfig


class CarryoverConfig(AppConfig):
    name = "goldenthread.apps.carryover"
