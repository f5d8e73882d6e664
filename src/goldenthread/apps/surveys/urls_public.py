"""Addresses that the public is given: short, and without signing in."""

from django.urls import path

from goldenthread.apps.surveys import views_answer

app_name = "voice"
urlpatterns = [
    path("survey/<slug:token>/", views_answer.answer, name="answer"),
    path("survey/<slug:token>/thanks/", views_answer.thanks, name="thanks"),
    path("you-said-we-did/", views_answer.said, name="said"),
]
