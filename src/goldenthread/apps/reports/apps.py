from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "goldenthread.apps.reports"
