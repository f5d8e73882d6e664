from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "goldenthread.apps.trail"
