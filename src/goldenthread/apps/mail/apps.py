from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "goldenthread.apps.mail"
