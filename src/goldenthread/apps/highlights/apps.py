from django.apps import AppConfig


class HighlightsConfig(AppConfig):
    name = "goldenthread.apps.highlights"
