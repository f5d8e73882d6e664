from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "goldenthread.apps.meetings"
