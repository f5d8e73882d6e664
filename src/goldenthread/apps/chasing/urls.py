from django.urls import path

from goldenthread.apps.chasing import asking_views, views

app_name = "chasing"
urlpatterns = [
    path("", views.rounds, name="rounds"),
    path("plans/<uuid:uuid>/ask/", asking_views.ask_for_updates, name="ask_for_updates"),
    path("scorecards/<uuid:uuid>/<slug:period>/ask/", asking_views.ask_for_words, name="ask_for_words"),
    path("<uuid:uuid>/", views.round, name="round"),
    path("<uuid:uuid>/remind/", views.remind, name="remind"),
    path("<uuid:uuid>/close/", views.close, name="close"),
]
