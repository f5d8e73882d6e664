from django.urls import path

from goldenthread.apps.alerts import views

app_name = "alerts"
urlpatterns = [
    path("", views.numbers, name="numbers"),
    path("quarters/<slug:period>/", views.quarter, name="quarter"),
    path("list/", views.alerts, name="alerts"),
    path("raise/", views.raise_alert, name="raise"),
    path("ladder/", views.ladder, name="ladder"),
    path("steps/<uuid:uuid>/answer/", views.answer, name="answer"),
    path("<uuid:uuid>/", views.alert, name="alert"),
    path("<uuid:uuid>/escalate/", views.escalate, name="escalate"),
    path("<uuid:uuid>/resolve/", views.resolve, name="resolve"),
]
