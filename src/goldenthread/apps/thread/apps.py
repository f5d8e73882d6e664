from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "goldenthread.apps.thread"
