from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "goldenthread.apps.files"
