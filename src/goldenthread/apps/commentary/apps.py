from django.apps import AppConfig


class CommentaryConfig(AppConfig):
    name = "goldenthread.apps.commentary"
