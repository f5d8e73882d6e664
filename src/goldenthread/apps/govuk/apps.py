from django.apps import AppConfig


class GovukConfig(AppConfig):
    name = "goldenthread.apps.govuk"
    label = "govuk"
